using PerfGate.Analysis.Model;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Phrasing;
using PerfGate.Tool.Results;
using PerfGate.Tool.Suites;
using PerfGate.Tool.Suites.Progress;

namespace PerfGate.Tool.Checking;

/// <summary>What the commands that measure have in common.</summary>
internal static class MeasuringSteps
{
    // Two hosts with what they reference, a checkout, and results.
    private const long LeastSpace = 100 << 20;

    private const int LongestLine = 400;

    /// <summary>Runs an action with progress as the host can show it: a bar in a terminal, lines in a log, nothing when quiet.</summary>
    public static Task<T> WithProgressAsync<T>(CommandContext context, Func<IProgress<MeasureEvent>, Task<T>> action)
    {
        var host = context.Host;
        if (context.Settings.Verbosity == Verbosity.Quiet) return action(new LogProgress(TextWriter.Null, host.Clock));
        return host.ErrorIsTerminal && !host.IsContinuousIntegration
            ? TerminalProgress.RunAsync(host.Error, context.Settings.Color, action)
            : action(new LogProgress(host.Error, host.Clock));
    }

    /// <exception cref="PerfGateException">The temporary folder has no room for what is built there.</exception>
    public static SuiteSession Session(CommandContext context, IProgress<MeasureEvent> progress)
    {
        var free = FreeSpace(Path.GetTempPath());
        if (free < LeastSpace)
        {
            throw DiskFull($"there is no space left for what is built: {free >> 20} MiB of {LeastSpace >> 20} MiB", problem: null);
        }

        return new SuiteSession(
            context.WorkFolder,
            context.Settings.Framework,
            context.Settings.Filter,
            new LaunchArguments(context.Settings.LaunchArguments),
            progress,
            context.Host.Clock);
    }

    /// <summary>Bytes that are free where a folder is.</summary>
    /// <exception cref="PerfGateException">It is not there, or may not be looked at.</exception>
    public static long FreeSpace(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new PerfGateException(
                ErrorCode.NoRoomToMeasure,
                folder,
                $"the temporary folder cannot be used: {problem.Message}",
                "Make it, or name another one (TMPDIR, on Windows TMP).",
                problem);
        }
    }

    /// <summary>The error of a disk that has no more room.</summary>
    public static PerfGateException DiskFull(string what, Exception? problem) => new(
        ErrorCode.DiskFull, Path.GetTempPath(), what, "Make room, or name a temporary folder with more (TMPDIR, on Windows TMP).", problem);

    /// <summary>Prepares every project of a side; those that cannot be measured are added to the failures.</summary>
    public static async Task<IReadOnlyList<MeasuredSuite>> PrepareAsync(
        SuiteSession session,
        IEnumerable<SuiteProject> projects,
        string side,
        bool forLockstep,
        List<FailedSuite> failures,
        CancellationToken cancellationToken)
    {
        var suites = new List<MeasuredSuite>();
        foreach (var project in projects)
        {
            try
            {
                var suite = await session.PrepareAsync(project, side, forLockstep, isCheckout: false, cancellationToken);
                if (suite.Launcher.Suite.Benchmarks.Count > 0) suites.Add(suite);
            }
            catch (SuiteFailedException problem)
            {
                // Ctrl-C in a terminal reaches the children first: what they leave is no failure.
                cancellationToken.ThrowIfCancellationRequested();
                failures.Add(problem.Failure);
            }
        }

        return suites;
    }

    /// <summary>Keeps results by a name in the folder of the last ones; where that cannot be, the check still says what it found.</summary>
    public static void KeepResults(CommandContext context, string name, ResultSet results)
    {
        try
        {
            ResultSetFile.Write(context.WorkFolder.Results(name), results);
        }
        catch (PerfGateException problem)
        {
            context.Errors.Print(problem, isWarning: true);
        }
        catch (IOException problem)
        {
            // A full disk, of which the folder says no more.
            context.Errors.Warn($"The results could not be kept: {problem.Message}");
        }
    }

    /// <summary>Names each suite that failed; with the last lines of its log where no report shows them.</summary>
    public static void PrintFailures(CommandContext context, IEnumerable<FailedSuite> failures, bool withLog)
    {
        foreach (var failure in failures)
        {
            context.Errors.Print(failure.Suite, failure.Code, failure.Text);
            if (withLog) foreach (var line in failure.LogTail) context.Host.Error.WriteLine(SafeText.Inert($"  | {SafeText.Clean(line, LongestLine)}"));
            context.Host.Error.WriteLine(SafeText.Line($"  All of its output is in {failure.LogPath}"));
        }
    }

    /// <summary>Says why a benchmark was not measured, in words that are the suite's own.</summary>
    public static void PrintFailure(CommandContext context, BenchmarkResult benchmark) => context.Errors.Print(
        SafeText.Name(benchmark.Id.ToString()), ErrorCode.BenchmarkNotMeasured, SafeText.Sentence(benchmark.Failure));

    public static void ThrowIfNothingSelected(CommandContext context, bool anything)
    {
        if (anything) return;
        throw new PerfGateException(
            ErrorCode.NoBenchmarks,
            "--filter",
            $"no benchmark matches {string.Join(' ', context.Settings.Filter)}",
            "A filter is a glob over namespace, type and method, for example '*Parse*'.");
    }
}
