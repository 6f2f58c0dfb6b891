using System.Globalization;
using PerfGate.Tool.Files;

namespace PerfGate.Tool.Suites.Building;

/// <summary>
/// Asks a program which benchmarks it has. A program that takes its arguments to BenchmarkDotNet lists them and ends at once; one that
/// ignores its arguments starts measuring instead, which is seen in its first lines and stopped.
/// </summary>
internal static class SuiteProbe
{
    // No benchmark is called so.
    private const string Nothing = "perfgate//nothing";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly string[] SignsOfARun =
        ["// Validating benchmarks", "// ***** BenchmarkRunner", "// Benchmark: ", "OverheadJitting", "WorkloadJitting"];

    /// <summary>
    /// Names of the benchmarks that the filter selects, or null when the program does not take BenchmarkDotNet's arguments.
    /// </summary>
    public static async Task<IReadOnlyList<string>?> ListAsync(
        SuiteProgram program, IReadOnlyList<string> filter, SuiteLog log, CancellationToken cancellationToken)
    {
        if (await AskAsync(program, filter, log, cancellationToken) is not { } names) return null;

        // A program may greet with one dotted word: a version, a path, a time. Most names are known without a further start.
        var methods = AssemblyMethods.Names(program.Suite);
        var doubtful = names.Where(name => !methods.Contains(MethodOf(name))).ToHashSet(StringComparer.Ordinal);
        if (doubtful.Count == 0) return names;
        log.WriteLine($"Whether these are names of benchmarks is asked again: {string.Join(", ", doubtful)}");
        var always = await AskAsync(program, [Nothing], log, cancellationToken) ?? [];
        var again = await AskAsync(program, filter, log, cancellationToken) ?? [];
        return [.. names.Where(name => !doubtful.Contains(name)
            || (again.Contains(name, StringComparer.Ordinal) && !always.Contains(name, StringComparer.Ordinal)))];
    }

    private static async Task<IReadOnlyList<string>?> AskAsync(
        SuiteProgram program, IReadOnlyList<string> filter, SuiteLog log, CancellationToken cancellationToken)
    {
        // In a folder of its own, because a program that does not listen may start to write.
        var folder = Directory.CreateTempSubdirectory("perfgate-list-");
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stopping.CancelAfter(Limit);
        var lines = new List<string>();
        var (fileName, arguments) = program.CommandLine(["--list", "flat", "--filter", .. filter]);
        var spec = DotNetCommand.Spec(fileName, arguments, folder.FullName) with
        {
            OnLine = line =>
            {
                log.WriteLine(line);
                lock (lines) lines.Add(line);
                if (Array.Exists(SignsOfARun, sign => line.Contains(sign, StringComparison.Ordinal))) stopping.Cancel();
            },
        };

        try
        {
            var output = await DotNetCommand.RunAsync(spec, stopping.Token);
            if (output.ExitCode == 0) return [.. lines.Where(IsName)];
            log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Asked for its benchmarks, the program ended with exit code {output.ExitCode}."));
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            log.WriteLine("The program does not take BenchmarkDotNet's arguments: it was asked for a list and started to run.");
            return null;
        }
        finally
        {
            FolderCleanup.Delete(folder);
        }
    }

    /// <summary>
    /// Whether a line is a listed name: one dotted word, in which a space stands only between type arguments
    /// (<c>Shop.Map&lt;Int32, String&gt;.Get</c>). Hints and the program's own greetings are sentences.
    /// </summary>
    public static bool IsName(string line) =>
        line.Contains('.', StringComparison.Ordinal) && !line.StartsWith("//", StringComparison.Ordinal) && IsOneWord(line);

    private static string MethodOf(string name) => name[(name.LastIndexOf('.') + 1)..];

    private static bool IsOneWord(string line)
    {
        var depth = 0;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '<') depth++;
            else if (line[i] == '>') depth--;
            else if (line[i] == ' ' && (depth <= 0 || line[i - 1] != ',')) return false;
        }

        return true;
    }
}
