using System.Globalization;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Processes;
using PerfGate.Tool.Results;

namespace PerfGate.Tool.Suites;

/// <summary>Starts a built suite; every call is one launch.</summary>
internal sealed class SuiteLauncher(BuiltSuite suite, LaunchArguments launch, SuiteLog log)
{
    // A timer cannot be set to much more.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    public BuiltSuite Suite => suite;

    public SuiteLog Log => log;

    /// <summary>Measures the selected benchmarks in one launch.</summary>
    /// <param name="unit">What is measured by whole launches.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="onBenchmark">Called when a benchmark begins, with its name.</param>
    /// <param name="cancellationToken">Ends the launch with all its processes.</param>
    /// <exception cref="SuiteFailedException">The launch left no results.</exception>
    public async Task<ResultSet> LaunchAsync(
        LaunchUnit unit, TimeSpan limit, Action<string> onBenchmark, CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stopping.CancelAfter(limit < Longest ? limit : Longest);
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
                OnLine = line => Observe(line, onBenchmark),
                EndsChildren = true,
            };
            var output = await ProcessRunner.RunAsync(spec, stopping.Token);
            return Read(artifacts.FullName, output.ExitCode);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SuiteFailedException(log.Failure(
                suite.Project.Name,
                ErrorCode.SuiteFailed,
                $"a launch was not done within {TimeLeft.Text(limit)}, the limit of --timeout for its benchmarks"));
        }
        finally
        {
            FolderCleanup.Delete(artifacts);
        }
    }

    private void Observe(string line, Action<string> onBenchmark)
    {
        const string start = "// Benchmark: ";
        log.WriteLine(line);
        if (line.StartsWith(start, StringComparison.Ordinal)) onBenchmark(line[start.Length..].Split(": ")[0]);
    }

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
