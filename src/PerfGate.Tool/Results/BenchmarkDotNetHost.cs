using System.Globalization;

namespace PerfGate.Tool.Results;

/// <summary>Reduces what BenchmarkDotNet says of the machine to what tells machines apart.</summary>
internal static class BenchmarkDotNetHost
{
    /// <summary>
    /// <c>linux</c>, <c>windows</c> or <c>macos</c>. Distributions are too many to list: what is neither of the others is Linux.
    /// </summary>
    public static string OsFamily(string osVersion) => osVersion switch
    {
        _ when osVersion.Contains("Windows", StringComparison.OrdinalIgnoreCase) => "windows",
        _ when osVersion.Contains("macOS", StringComparison.OrdinalIgnoreCase) ||
               osVersion.Contains("Mac OS", StringComparison.OrdinalIgnoreCase) ||
               osVersion.Contains("Darwin", StringComparison.OrdinalIgnoreCase) => "macos",
        _ when osVersion.Contains("BSD", StringComparison.OrdinalIgnoreCase) => "bsd",
        _ when IsUnknown(osVersion) => "",
        _ => "linux",
    };

    /// <summary>
    /// The processor's model alone. Clock speed, core count and architecture's name come and go with the version of BenchmarkDotNet, and
    /// the clock differs between machines that are the same.
    /// </summary>
    public static string Cpu(string processorName)
    {
        if (IsUnknown(processorName)) return "";
        foreach (var mark in new[] { "(R)", "(TM)", "(C)" })
        {
            processorName = processorName.Replace(mark, "", StringComparison.OrdinalIgnoreCase);
        }

        var words = processorName.Split(" (")[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Where(word => !IsNoise(word)));
    }

    /// <summary>The runtime with major and minor version: <c>.NET 10.0.12 (10.0.1226.1)</c> is <c>.NET 10.0</c>.</summary>
    public static string Runtime(string runtimeVersion)
    {
        if (IsUnknown(runtimeVersion)) return "";
        var text = runtimeVersion.Split('(')[0].Trim();
        var start = text.AsSpan().IndexOfAnyInRange('0', '9');
        if (start < 0) return text;
        var version = text[start..].Split(' ')[0].Split('.');
        var name = text[..start];

        // BenchmarkDotNet 0.12 still says ".NET Core 5.0" for .NET 5.0.
        var isNumber = int.TryParse(version[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major);
        if (name == ".NET Core " && isNumber && major >= 5) name = ".NET ";
        return name + string.Join('.', version.Take(2));
    }

    private static bool IsNoise(string word) =>
        word is "CPU" or "@" or "Processor" ||
        word.EndsWith("-Core", StringComparison.Ordinal) ||
        (word.EndsWith("Hz", StringComparison.Ordinal) && char.IsAsciiDigit(word[0]));

    private static bool IsUnknown(string text) =>
        text.Length == 0 || text == "?" || text.StartsWith("Unknown", StringComparison.OrdinalIgnoreCase);
}
