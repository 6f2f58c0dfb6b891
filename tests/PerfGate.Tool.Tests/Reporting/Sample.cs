using System.Collections.Immutable;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Tests.Reporting;

/// <summary>Reports to print: one as it comes from a small suite, one of any size, and parts to build others of.</summary>
internal static class Sample
{
    public static HostEnvironment Host { get; } = new(
        "linux",
        "Ubuntu 24.04",
        "x64",
        "AMD EPYC 7763",
        4,
        2,
        ".NET 10.0",
        ".NET 10.0.1 (10.0.125.1)",
        "BenchmarkDotNet 0.14.0",
        "RELEASE");

    public static Report Small { get; } = Of(
        Verdict.Fail,
        ExitCode.GateFailed,
        [
            Finding(
                Outcome.Major,
                Id("Json", "Utf8Parser", "ParseDocument", "Size=4096"),
                Metric.Time,
                1184.2,
                1521.7,
                0.028,
                "Confirmed by 8 fresh launch pairs."),
            Finding(Outcome.Unchanged, Id("Json", "Utf8Parser", "ParseDocument", "Size=16"), Metric.Time, 81.3, 81.9, 0.004),
            Finding(
                Outcome.Critical,
                Id("Json", "Utf8Parser", "ParseDocument", "Size=4096"),
                Metric.Allocated,
                0,
                24,
                0,
                "allocations are exact"),
            Finding(
                Outcome.Improved,
                Id("Json", "Utf8Writer", "WriteStrings"),
                Metric.Time,
                5_310_000,
                3_120_000,
                0.02,
                "Confirmed by 8 fresh launch pairs."),
            Finding(
                Outcome.Minor,
                Id("Caching", "LruCache<String, Object>", "GetOrAdd", "Capacity=1000, Mode=Concurrent"),
                Metric.Time,
                24.61,
                28.02,
                0.02,
                "Confirmed by 16 fresh launch pairs.") with
            {
                Accepted = new AcceptedRegression(
                    "Caching.*", "time", 0.2, "the safer hash costs this much", new DateOnly(2027, 1, 31)),
            },
            Finding(
                Outcome.Inconclusive,
                Id("Caching", "LruCache<String, Object>", "Evict", "Capacity=1000"),
                Metric.Time,
                913_400,
                1_021_000,
                0.16,
                "16 launch pairs leave −5.0 % to +31 % open; about 12 more pairs would decide.",
                warning: "two modes in the current launches"),
            Finding(Outcome.Added, Id("Json", "Utf8Writer", "WriteNumbers"), Metric.Time, null, 12_410, 0),
            Finding(Outcome.Added, Id("Json", "Utf8Writer", "WriteNumbers"), Metric.Allocated, null, 4096, 0),
            Finding(Outcome.Removed, Id("Json", "Utf8Writer", "WriteLegacy"), Metric.Time, 9_100, null, 0),
            Finding(
                Outcome.Failed,
                Id("Json", "Utf8Parser", "ParseInvalid"),
                Metric.Time,
                310,
                null,
                0,
                "InvalidOperationException: the reader is at its end") with
            {
                Failure = FailureCause.NotMeasured,
            },
        ],
        ["the acceptance of \"Legacy.*\" matches no regression"]);

    /// <summary>The gate fails, and no comparison or suite does.</summary>
    public static Report NothingCompared
    {
        get
        {
            var added = Finding(Outcome.Added, Id("Json", "Utf8Writer", "WriteNumbers"), Metric.Time, null, 12_410, 0);
            var report = Of(Verdict.Fail, ExitCode.NotMeasured, [added]);
            return report with { Result = report.Result with { Failure = FailureCause.NotMeasured } };
        }
    }

    public static BenchmarkId Id(string space, string type, string method, string parameters = "") =>
        new(space, type, method, parameters, "", ".NET 10.0");

    public static Report Of(Verdict verdict, ExitCode exitCode, ImmutableArray<Finding> findings, ImmutableArray<string> warnings = default)
    {
        var failure = findings.Select(finding => finding.Failure).Where(cause => cause != FailureCause.None).DefaultIfEmpty().Min();
        return new Report(
            new GateResult(
                verdict,
                failure,
                FailOn.Major,
                new EnvironmentComparison(Host, Host, Comparable: true, []),
                findings,
                warnings.IsDefault ? [] : warnings),
            exitCode,
            "base: commit a1b2c3d456 (HEAD)",
            "current: the working tree with its changes",
            [
                "Both sides were built and measured here, in 3 launch pairs that took turns in slices of milliseconds.",
                "4 benchmarks that looked changed were measured again with fresh pairs, which alone decided.",
            ],
            [],
            TimeSpan.FromSeconds(192));
    }

    /// <summary>A finding whose interval is the ratio times e to the plus and minus <paramref name="spread"/>.</summary>
    public static Finding Finding(
        Outcome outcome,
        BenchmarkId id,
        Metric metric,
        double? baseline,
        double? current,
        double spread,
        string? reason = null,
        string? warning = null)
    {
        var status = outcome switch
        {
            Outcome.Added => ComparisonStatus.Added,
            Outcome.Removed => ComparisonStatus.Removed,
            Outcome.Failed => ComparisonStatus.Failed,
            Outcome.Ambiguous => ComparisonStatus.Ambiguous,
            _ => ComparisonStatus.Compared,
        };
        var estimate = baseline is { } b && current is { } c ? Estimate(c / b, spread, metric) : null;
        var comparison = new MetricComparison(
            id,
            "Benchmarks",
            metric,
            status,
            Evidence.Undecided,
            Side(baseline),
            Side(current),
            estimate,
            reason,
            warning is null ? [] : [warning]);
        var fails = outcome is Outcome.Major or Outcome.Critical ? FailureCause.Regression : FailureCause.None;
        return new Finding(comparison, outcome, SeverityLimits.Default, fails);
    }

    /// <summary>A report of a size, deterministic, with some of everything and names of every length.</summary>
    public static Report Large(int count)
    {
        var random = new Random(count);
        var outcomes = Enum.GetValues<Outcome>();
        var findings = Enumerable.Range(0, count).Select(i =>
        {
            var outcome = outcomes[random.Next(outcomes.Length)];
            var id = Id(
                "Company.Product." + new string('N', random.Next(20)),
                "Type" + new string('t', random.Next(60)),
                $"Method{i}",
                i % 3 == 0 ? $"N={i}" : "");
            var baseline = Math.Exp(random.NextDouble() * 22);
            return Finding(
                outcome,
                id,
                random.Next(4) == 0 ? Metric.Allocated : Metric.Time,
                outcome == Outcome.Added ? null : baseline,
                outcome is Outcome.Removed or Outcome.Failed ? null : baseline * Math.Exp(random.NextDouble() * 4 - 1),
                random.NextDouble() * 0.1,
                "decided by a coin");
        });
        return Of(Verdict.Fail, ExitCode.GateFailed, [.. findings]);
    }

    public static string Text(ReportFormat format, Report report, ConsoleStyle? style = null)
    {
        using var writer = new StringWriter();
        ReportWriter.Write(format, report, writer, style ?? new ConsoleStyle());
        return writer.ToString();
    }

    private static SideSummary? Side(double? median) => median is { } value ? new SideSummary(value, value, 24, 8) : null;

    private static ChangeEstimate Estimate(double ratio, double spread, Metric metric)
    {
        var worsening = metric.Better == Better.Lower ? Math.Log(ratio) : -Math.Log(ratio);
        var exact = metric.Kind == MetricKind.Exact;
        return new ChangeEstimate(
            ratio,
            ratio * Math.Exp(-spread),
            ratio * Math.Exp(spread),
            exact ? null : 0.0004,
            worsening,
            worsening - spread,
            worsening + spread,
            exact ? null : 0.058,
            exact ? 0 : 8);
    }
}
