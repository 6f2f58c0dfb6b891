using System.Collections.Immutable;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Fuzzing.Seeds;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Reporting;
using PerfGate.Tool.Results;

namespace PerfGate.Fuzzing.Readers;

/// <summary>What the program does with results that it has read: compare, judge, report, and write them again.</summary>
internal static class Afterwards
{
    private static readonly DateOnly Today = new(2026, 6, 1);

    public static IEnumerable<string> Of(ResultSet results)
    {
        var slower = SampleSets.Slower(results, 1.4);
        WrittenAndRead(results);
        return
        [
            .. Judged(results, results, LaunchDesign.Independent), .. Judged(results, slower, LaunchDesign.Independent),
            .. InLockstep(results, slower),
        ];
    }

    /// <summary>Both sides of a measurement.</summary>
    public static IEnumerable<string> Of(ResultSet baseline, ResultSet current, LaunchDesign design) => Judged(baseline, current, design);

    /// <summary>Judges by a policy that was read.</summary>
    public static IEnumerable<string> Of(GatePolicy policy)
    {
        var results = SampleSets.Small;
        var judged = Steps.Time("judge", () => Gate.Judge(results, SampleSets.Slower(results, 1.3), policy, Today));
        return AllReports.Write(Report(judged, results.Warnings));
    }

    private static IEnumerable<string> Judged(ResultSet baseline, ResultSet current, LaunchDesign design)
    {
        var metrics = baseline.Benchmarks.SelectMany(benchmark => benchmark.Metrics).Select(samples => samples.Metric.Name);
        var policy = new GatePolicy { Metrics = [.. metrics] };
        var comparison = Steps.Time($"compare {design}", () => Comparer.Compare(baseline, current, Gate.OptionsFor(policy, design)));
        return Judged(comparison, policy, baseline.Warnings);
    }

    // A stored side that screens, and the same launches once more as fresh pairs.
    private static IEnumerable<string> InLockstep(ResultSet baseline, ResultSet current)
    {
        var policy = new GatePolicy();
        var comparison = Steps.Time("compare fresh pairs", () => Comparer.Compare(
            baseline, current, new FreshPairs(baseline, current), Gate.OptionsFor(policy, LaunchDesign.Lockstep)));
        return Judged(comparison, policy, baseline.Warnings);
    }

    private static IEnumerable<string> Judged(ComparisonResult comparison, GatePolicy policy, ImmutableArray<string> warnings)
    {
        var result = Steps.Time("judge", () => Gate.Judge(comparison, policy, Today));
        return AllReports.Write(Report(result, warnings));
    }

    private static void WrittenAndRead(ResultSet results)
    {
        var bytes = Steps.Time("write the result set", () => SampleSets.Bytes(results));
        if (bytes.Length > ResultFile.MaxSize) return;
        try
        {
            var again = Steps.Time("read the result set", () => JsonCursor.Parse(bytes, "again", ResultSetParser.Parse));
            Promise.Holds(again.Benchmarks.Length == results.Benchmarks.Length, "A result set lost benchmarks on its way.");
        }
        catch (PerfGateException problem)
        {
            throw new BrokenPromiseException("A result set that the program wrote is refused by itself.", problem);
        }
    }

    public static Report Report(GateResult result, ImmutableArray<string> warnings) => new(
        result with { Warnings = [.. warnings, .. result.Warnings] },
        result.Failure switch
        {
            FailureCause.None => ExitCode.Pass,
            FailureCause.Regression => ExitCode.GateFailed,
            FailureCause.Inconclusive => ExitCode.Inconclusive,
            _ => ExitCode.NotMeasured,
        },
        "base: one",
        "current: another",
        ["Two results as they were found."],
        [],
        TimeSpan.FromSeconds(192));
}
