namespace PerfGate.Tool.Suites.Building;

/// <summary>A program that takes BenchmarkDotNet's arguments.</summary>
/// <param name="Assembly">Its assembly, or an executable that starts by itself (.NET Framework).</param>
/// <param name="Prefix">Arguments that come before BenchmarkDotNet's.</param>
internal sealed record SuiteProgram(string Assembly, IReadOnlyList<string> Prefix)
{
    /// <summary>Where it lies, and where it is started when nothing asks for another folder.</summary>
    public string Folder => Path.GetDirectoryName(Assembly)!;

    /// <summary>The suite's own assembly: a generated host has its name first among its arguments, and a copy beside itself.</summary>
    public string Suite => Prefix is [var name] ? Path.Combine(Folder, name + ".dll") : Assembly;

    public (string FileName, IReadOnlyList<string> Arguments) CommandLine(IReadOnlyList<string> arguments) =>
        Assembly.EndsWith(".exe", StringComparison.OrdinalIgnoreCase)
            ? (Assembly, [.. Prefix, .. arguments])
            : (DotNetCommand.Name, [Assembly, .. Prefix, .. arguments]);
}
