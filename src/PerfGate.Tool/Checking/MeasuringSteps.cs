using PerfGate.Analysis.Model;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Files;
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
        var free = TemporarySpace.Free(Path.GetTempPath());
        if (free < LeastSpace)
        {
            throw TemporarySpace.Full($"there is no space left for what is built: {free >> 20} MiB of {LeastSpace >> 20} MiB", problem: null);
        }

        return new SuiteSession(
            context.WorkFolder,
            context.Settings.Framework,
            context.Settings.Filter,
            new LaunchArguments(context.Settings.LaunchArguments),
            progress,
            context.Host.Clock);
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
