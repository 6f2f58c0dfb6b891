using PerfGate.Analysis.Model;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Phrasing;
using PerfGate.Tool.Suites;

namespace PerfGate.Tool.Checking;

/// <summary>Says what could not be measured.</summary>
internal static class FailurePrinter
{
    private const int LongestLine = 400;

    /// <summary>Names each suite that failed; with the last lines of its log where no report shows them.</summary>
    public static void Print(CommandContext context, IEnumerable<FailedSuite> failures, bool withLog)
    {
        foreach (var failure in failures)
        {
            context.Errors.Print(failure.Suite, failure.Code, failure.Text);
            if (withLog) foreach (var line in failure.LogTail) context.Host.Error.WriteLine(SafeText.Inert($"  | {SafeText.Clean(line, LongestLine)}"));
            context.Host.Error.WriteLine(SafeText.Line($"  All of its output is in {failure.LogPath}"));
        }
    }

    /// <summary>Says why a benchmark was not measured, in words that are the suite's own.</summary>
    public static void Print(CommandContext context, BenchmarkResult benchmark) => context.Errors.Print(
        SafeText.Name(benchmark.Id.ToString()), ErrorCode.BenchmarkNotMeasured, SafeText.Sentence(benchmark.Failure));
}
