using PerfGate.Fuzzing.Running;
using PerfGate.Tool;
using PerfGate.Tool.Errors;

namespace PerfGate.Fuzzing.Readers;

/// <summary>A command of the program as a whole, in this process.</summary>
internal static class WholeCommand
{
    /// <summary>Runs it; whatever the program itself calls unexpected breaks the promise.</summary>
    public static IEnumerable<string> Run(string[] args, string folder, IReadOnlyDictionary<string, string>? variables = null)
    {
        variables ??= new Dictionary<string, string>(StringComparer.Ordinal);
        return Steps.Time($"run {args[0]}", () => Words(args, folder, variables));
    }

    private static string[] Words(string[] args, string folder, IReadOnlyDictionary<string, string> variables)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var host = new Tool.Host(output, error, variables, folder, TimeProvider.System);
        var code = (ExitCode)App.RunAsync([.. args, "--verbosity", "diagnostic"], host, CancellationToken.None).GetAwaiter().GetResult();
        var said = error.ToString();
        Promise.Holds(!said.Contains("PG9001", StringComparison.Ordinal), said[..Math.Min(said.Length, 4_000)]);
        return [$"{args[0]} {code} {Outcomes.Plain(said.Split('\n')[0])}"];
    }
}
