using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Tests.Commands;

/// <summary>What one command line yielded.</summary>
internal sealed record CliResult(ExitCode Code, string Out, string Error);

/// <summary>Calls the whole program in-process, with a world of its own around it.</summary>
internal static class Cli
{
    public static Task<CliResult> RunAsync(
        string folder, IReadOnlyDictionary<string, string> variables, CancellationToken cancellationToken, params string[] args) =>
        RunAsync(folder, variables, _ => { }, cancellationToken, args);

    /// <summary>Calls the program and hands on each line of standard error as it is written.</summary>
    public static async Task<CliResult> RunAsync(
        string folder,
        IReadOnlyDictionary<string, string> variables,
        Action<string> onError,
        CancellationToken cancellationToken,
        params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new ObservedWriter(onError) { NewLine = "\n" };
        var host = new Host(TextWriter.Synchronized(output), TextWriter.Synchronized(error), variables, folder, TimeProvider.System);
        var code = (ExitCode)await App.RunAsync(args, host, cancellationToken);
        return new CliResult(code, output.ToString(), error.ToString());
    }

    public static Task<CliResult> RunAsync(string folder, params string[] args) =>
        RunAsync(folder, new Dictionary<string, string>(), CancellationToken.None, args);

    private sealed class ObservedWriter(Action<string> onLine) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            onLine(value ?? "");
        }
    }
}
