using System.Globalization;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Files;
using PerfGate.Tool.Results;
using PerfGate.Tool.Suites.Building;
using PerfGate.Tool.Suites.Progress;

namespace PerfGate.Tool.Suites;

/// <summary>Starts a built suite; every call is one launch.</summary>
internal sealed class SuiteLauncher(BuiltSuite suite, LaunchArguments launch, SuiteLog log)
{
    private const string Announcement = "// Benchmark: ";

    // A timer cannot be set to much more.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    public BuiltSuite Suite => suite;

    public SuiteLog Log => log;

    /// <summary>Measures the selected benchmarks in one launch.</summary>
    /// <param name="unit">What is measured by whole launches.</param>
    /// <param name="limit">
    /// How long each benchmark may take; until the first one begins, BenchmarkDotNet may build for all of them.
    /// </param>
    /// <param name="onBenchmark">Called when a benchmark begins, with its name.</param>
    /// <param name="cancellationToken">Ends the launch with all its processes.</param>
    /// <exception cref="SuiteFailedException">The launch left no results.</exception>
    public async Task<ResultSet> LaunchAsync(
        LaunchUnit unit, TimeSpan limit, Action<string> onBenchmark, CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var begun = "";
        stopping.CancelAfter(Within(limit * Math.Max(1, unit.Announcements)));
        var artifacts = Directory.CreateTempSubdirectory("perfgate-run-");
        try
        {
            var (fileName, arguments) = suite.Program.CommandLine(
            [
                "--filter", .. unit.Filter, "--exporters", "json", "--artifacts", artifacts.FullName, "--memory",
                .. unit.HasJobs ? [] : launch.Arguments,
            ]);
            log.WriteLine($"> {fileName} {string.Join(' ', arguments)}");

            // BenchmarkDotNet looks for the project file from the current folder upward when it builds a job of its own.
            var spec = DotNetCommand.Spec(fileName, arguments, suite.Project.Folder) with
            {
                OnLine = line =>
                {
                    log.WriteLine(line);
                    if (!line.StartsWith(Announcement, StringComparison.Ordinal)) return;
                    begun = line[Announcement.Length..].Split(": ")[0];
                    stopping.CancelAfter(Within(limit));
                    onBenchmark(begun);
                },
                EndsChildren = true,
            };
            var output = await DotNetCommand.RunAsync(spec, stopping.Token);
            return Read(artifacts.FullName, output.ExitCode);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SuiteFailedException(log.Failure(
                suite.Project.Name,
                ErrorCode.SuiteFailed,
                begun.Length == 0
                    ? $"no benchmark of it began within {TimeLeft.Text(limit)} for each of them, the limit of --timeout"
                    : $"{begun} was not done within {TimeLeft.Text(limit)}, the limit of --timeout"));
        }
        finally
        {
            FolderCleanup.Delete(artifacts);
        }
    }

    private static TimeSpan Within(TimeSpan limit) => limit < Longest ? limit : Longest;

    private ResultSet Read(string artifacts, int exitCode)
    {
        var exited = exitCode == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" and ended with exit code {exitCode}");
        var results = Path.Combine(artifacts, "results");
        if (!Directory.Exists(results) || !Directory.EnumerateFiles(results, "*.json").Any())
        {
            throw new SuiteFailedException(log.Failure(suite.Project.Name, ErrorCode.SuiteFailed, $"the suite left no results{exited}"));
        }

        try
        {
            return launch.Normalize(ResultReader.ReadBenchmarkDotNet(results, suite.Project.Name));
        }
        catch (PerfGateException problem)
        {
            throw new SuiteFailedException(log.Failure(
                suite.Project.Name, ErrorCode.SuiteFailed, $"the suite's results cannot be read{exited}: {problem.Message}"));
        }
    }
}
