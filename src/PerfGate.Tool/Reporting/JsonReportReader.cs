using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Reporting;

/// <summary>
/// Reads what <see cref="JsonReport"/> wrote. The file may come from a stranger: what does not follow docs/report.schema.json or
/// contradicts itself is refused, and what is read is still only text and numbers that nobody vouches for.
/// </summary>
internal sealed class JsonReportReader
{
    private const string Schema = "perfgate.report/1";

    // Nobody has so many benchmark projects, and each is a part of the page that is made of the report.
    private const int MostSuiteFailures = 1_000;

    /// <summary>Most texts of one kind: far more than any check has to say, and few enough to be written out.</summary>
    public const int MostTexts = 10_000;

    private const int MostTextsOfComparison = 100;

    private readonly string _origin;

    private JsonReportReader(string origin) => _origin = origin;

    /// <param name="json">The whole document.</param>
    /// <param name="origin">Where it comes from, for the error.</param>
    /// <exception cref="PerfGateException">It is no such report.</exception>
    public static Report Read(ReadOnlySpan<byte> json, string origin)
    {
        var reader = new JsonReportReader(origin);
        try
        {
            var document = JsonSerializer.Deserialize(json.StartsWith("\uFEFF"u8) ? json[3..] : json, ReportJson.Default.ReportDocument);
            return reader.Convert(document ?? throw reader.Refuse("expected an object, found null"));
        }
        catch (JsonException problem)
        {
            // Nothing of the document is repeated: its words could be commands to whatever reads the log.
            var line = (problem.LineNumber ?? 0) + 1;
            var column = (problem.BytePositionInLine ?? 0) + 1;
            var where = string.Create(CultureInfo.InvariantCulture, $"line {line}, column {column}");
            throw reader.Refuse($"not what the schema says, at {where}", problem);
        }
        catch (InvalidOperationException problem)
        {
            // What the serializer throws for a string that is no Unicode.
            throw reader.Refuse("a string is not valid Unicode", problem);
        }
    }

    private Report Convert(ReportDocument document)
    {
        if (document.Schema != Schema) throw Refuse($"the schema is another one than {Schema}");
        Require(document.DurationSeconds is >= 0 and < 1e9, "durationSeconds is no duration");
        // The serializer looks at a list, not at whether something in it is null.
        Require(
            document.Comparisons.All(item => item is not null) && document.SuiteFailures.All(item => item is not null), "an entry is null");
        RequireAtMost(MostSuiteFailures, document.SuiteFailures.Count, "suiteFailures");
        var findings = document.Comparisons.Select(Finding).ToImmutableArray();
        var failure = ReportConsistency.Check(document, findings, problem => Refuse(problem));
        var environment = new EnvironmentComparison(
            Host(document.Environment.Baseline),
            Host(document.Environment.Current),
            document.Environment.Comparable,
            Texts(document.Environment.Differences, "environment.differences"));
        var verdict = Choice<Verdict>(document.Verdict, "verdict");
        return new Report(
            new GateResult(
                verdict, failure, Choice<FailOn>(document.FailOn, "failOn"), environment, findings, Texts(document.Warnings, "warnings")),
            (ExitCode)document.ExitCode,
            document.Baseline,
            document.Current,
            Texts(document.Measured, "measured"),
            [.. document.SuiteFailures.Select(suite => new SuiteFailure(suite.Suite, Texts(suite.LogTail, "a suite's logTail")))],
            TimeSpan.FromSeconds(document.DurationSeconds));
    }

    private Finding Finding(ComparisonDocument document)
    {
        var id = new BenchmarkId(document.Namespace, document.Type, document.Method, document.Parameters, document.Job, document.Runtime);
        Require(id.FullName == document.Benchmark, "a benchmark's name is not made of its parts");
        Require(document.PValue is null or (>= 0 and <= 1), "pValue is no probability");
        Require(document.DetectionLimit is null or >= 0, "detectionLimit is negative");
        var outcome = Choice<Outcome>(document.Outcome, "outcome");
        var better = Choice<Better>(document.Better, "better");
        var estimate = Estimate(document, outcome, better);
        var kind = document.PValue is null && (estimate is not null || document.Metric == Metric.Allocated.Name)
            ? MetricKind.Exact
            : MetricKind.Sampled;
        var comparison = new MetricComparison(
            id,
            document.Suite,
            new Metric(document.Metric, document.Unit, better, kind),
            StatusOf(outcome),
            EvidenceOf(outcome),
            Side(document.Baseline),
            Side(document.Current),
            estimate,
            document.Reason,
            Texts(document.Warnings, "a comparison's warnings", MostTextsOfComparison));
        return new Finding(
            comparison, outcome, SeverityLimits.Default, document.Fails ? CauseOf(outcome) : FailureCause.None, Accepted(document));
    }

    private static AcceptedRegression? Accepted(ComparisonDocument document) => document.Accepted is not { } accepted
        ? null
        : new AcceptedRegression(
            accepted.Pattern, document.Metric, accepted.UpTo ?? double.PositiveInfinity, accepted.Reason, accepted.Until);

    // JSON has no infinity: what grew from nothing has no ratio, and an open interval no upper end. The one-sided bounds are not in it
    // either; the ends of the interval, which lie a little further out, stand in for them.
    private ChangeEstimate? Estimate(ComparisonDocument document, Outcome outcome, Better better)
    {
        Require(!new[] { document.Ratio, document.RatioLow, document.RatioHigh }.Any(ratio => ratio < 0), "a ratio is negative");
        var grewFromNothing = document is { Ratio: null, Baseline.Median: 0, Current.Median: > 0 }
            && outcome is Outcome.Minor or Outcome.Major or Outcome.Critical;
        if (document.Ratio is null && !grewFromNothing) return null;
        var ratio = document.Ratio ?? double.PositiveInfinity;
        var low = document.RatioLow ?? double.NaN;
        var high = document.RatioHigh ?? double.PositiveInfinity;
        var isLower = better == Better.Lower;
        return new ChangeEstimate(
            ratio,
            low,
            high,
            document.PValue,
            isLower ? Math.Log(ratio) : -Math.Log(ratio),
            isLower ? Math.Log(low) : -Math.Log(high),
            isLower ? Math.Log(high) : -Math.Log(low),
            document.DetectionLimit);
    }

    private SideSummary? Side(SideDocument? side)
    {
        if (side is null) return null;
        Require(side is { N: >= 0, Launches: >= 0 }, "a count is negative");
        return new SideSummary(side.Median ?? double.NaN, side.Mean ?? double.NaN, side.N, side.Launches);
    }

    private HostEnvironment Host(HostDocument host)
    {
        Require(host.LogicalCores is null or > 0 && host.PhysicalCores is null or > 0, "a number of cores is not positive");
        return new HostEnvironment(
            host.OsFamily ?? "",
            host.OsVersion ?? "",
            host.Architecture ?? "",
            host.Cpu ?? "",
            host.LogicalCores ?? 0,
            host.PhysicalCores ?? 0,
            host.Runtime ?? "",
            host.RuntimeVersion ?? "",
            host.Tool ?? "",
            host.Configuration ?? "",
            host.Name ?? "");
    }

    private static ComparisonStatus StatusOf(Outcome outcome) => outcome switch
    {
        Outcome.Added => ComparisonStatus.Added,
        Outcome.Removed => ComparisonStatus.Removed,
        Outcome.Failed => ComparisonStatus.Failed,
        Outcome.Ambiguous => ComparisonStatus.Ambiguous,
        _ => ComparisonStatus.Compared,
    };

    private static Evidence EvidenceOf(Outcome outcome) => outcome switch
    {
        Outcome.Unchanged => Evidence.Unchanged,
        Outcome.Minor or Outcome.Major or Outcome.Critical => Evidence.Worse,
        Outcome.Improved => Evidence.Improved,
        _ => Evidence.Undecided,
    };

    private FailureCause CauseOf(Outcome outcome) => outcome switch
    {
        Outcome.Minor or Outcome.Major or Outcome.Critical => FailureCause.Regression,
        Outcome.Inconclusive => FailureCause.Inconclusive,
        Outcome.Failed or Outcome.Removed or Outcome.Ambiguous => FailureCause.NotMeasured,
        _ => throw Refuse($"what is {Wording.Word(outcome)} cannot fail the gate"),
    };

    private T Choice<T>(string text, string name)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Wording.Word(value) == text) return value;
        }

        throw Refuse($"{name} is none of the choices");
    }

    private ImmutableArray<string> Texts(IReadOnlyList<string> texts, string name, int most = MostTexts)
    {
        RequireAtMost(most, texts.Count, name);
        Require(texts.All(text => text is not null), "a text is null");
        return [.. texts];
    }

    private void RequireAtMost(int most, int count, string name) =>
        Require(count <= most, Wording.Invariant($"{name} has more than {most:N0} entries, the most that are read"));

    private void Require(bool holds, string otherwise)
    {
        if (!holds) throw Refuse(otherwise);
    }

    private PerfGateException Refuse(string text, Exception? inner = null) => new(
        ErrorCode.ReportNotReadable, _origin, text, "Write it with '--report json=FILE' and the same version of PerfGate.", inner);
}
