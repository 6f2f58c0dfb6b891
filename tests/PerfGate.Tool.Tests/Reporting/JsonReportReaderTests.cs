using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Tests.Reporting;

public sealed class JsonReportReaderTests
{
    private static readonly byte[] Damage = "0\"{}[],:-9e\\\u0001x"u8.ToArray();

    [Theory]
    [InlineData(nameof(ReportFormat.Json))]
    [InlineData(nameof(ReportFormat.Markdown))]
    [InlineData(nameof(ReportFormat.Console))]
    [InlineData(nameof(ReportFormat.JUnit))]
    [InlineData(nameof(ReportFormat.Csv))]
    public void What_is_read_back_is_written_as_it_was(string format)
    {
        var written = Enum.Parse<ReportFormat>(format);
        foreach (var report in Enumerable.Range(0, 100).Select(Consistent).Append(Sample.Small).Append(Full(Sample.Large(500))))
        {
            var actual = Unicode(Sample.Text(written, Read(Sample.Text(ReportFormat.Json, report))));
            var expected = Unicode(Sample.Text(written, report));

            if (actual == expected) continue;

            // Of texts with 10 KB names only the place where they part is worth printing.
            var same = actual.Zip(expected).TakeWhile(pair => pair.First == pair.Second).Count();
            actual[Math.Max(0, same - 300)..Math.Min(actual.Length, same + 100)].ShouldBe(
                expected[Math.Max(0, same - 300)..Math.Min(expected.Length, same + 100)]);
        }
    }

    [Fact]
    public void A_comment_of_a_report_that_was_read_back_is_the_same()
    {
        var options = new CommentOptions { Key = "default", RunId = "1.1" };

        var read = Read(Sample.Text(ReportFormat.Json, Sample.Small));

        CommentReport.Write(read, options).ShouldBe(CommentReport.Write(Sample.Small, options));
    }

    [Fact]
    public void Members_of_later_versions_are_passed_over()
    {
        var document = Json();
        document["later"] = new JsonObject { ["a"] = new JsonArray(1, "b", null) };
        document["comparisons"]![0]!["later"] = true;

        Sample.Text(ReportFormat.Json, Read(document.ToJsonString())).ShouldBe(Sample.Text(ReportFormat.Json, Sample.Small));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\"perfgate.report/1\"")]
    [InlineData("{ \"schema\": \"perfgate.report/1\" }")]
    public void What_is_no_report_is_refused(string json) => Refused(json);

    [Theory]
    [InlineData("schema", "\"perfgate.report/2\"")]
    [InlineData("verdict", "\"Fail\"")]
    [InlineData("verdict", "\"pass\"")]
    [InlineData("verdict", "null")]
    [InlineData("exitCode", "0")]
    [InlineData("exitCode", "3")]
    [InlineData("exitCode", "1.5")]
    [InlineData("failOn", "\"none\"")]
    [InlineData("durationSeconds", "-1")]
    [InlineData("durationSeconds", "1e308")]
    [InlineData("durationSeconds", "\"12\"")]
    [InlineData("summary/major", "2")]
    [InlineData("summary/total", "11")]
    [InlineData("measured/0", "null")]
    [InlineData("environment/baseline", "null")]
    [InlineData("environment/current/logicalCores", "0")]
    [InlineData("comparisons/0", "null")]
    [InlineData("comparisons/0/outcome", "\"worse\"")]
    [InlineData("comparisons/0/outcome", "\"minor\"")]
    [InlineData("suiteFailures", "[null]")]
    [InlineData("suiteFailures", "null")]
    [InlineData("comparisons/1/fails", "true")]
    [InlineData("comparisons/0/benchmark", "\"Another.Name\"")]
    [InlineData("comparisons/0/better", "\"left\"")]
    [InlineData("comparisons/0/ratio", "-0.5")]
    [InlineData("comparisons/0/ratio", "\"1\"")]
    [InlineData("comparisons/0/pValue", "1.5")]
    [InlineData("comparisons/0/detectionLimit", "-1")]
    [InlineData("comparisons/0/baseline/n", "-1")]
    [InlineData("comparisons/0/baseline/n", "99999999999")]
    [InlineData("comparisons/4/accepted/until", "\"tomorrow\"")]
    [InlineData("comparisons/0/warnings", "[null]")]
    public void What_breaks_the_schema_or_contradicts_the_rest_is_refused(string path, string value)
    {
        var document = Json();
        var steps = path.Split('/');
        var parent = steps[..^1].Aggregate(
            (JsonNode)document,
            (node, step) => int.TryParse(step, CultureInfo.InvariantCulture, out var index) ? node[index]! : node[step]!);
        if (int.TryParse(steps[^1], CultureInfo.InvariantCulture, out var item)) parent[item] = JsonNode.Parse(value);
        else parent[steps[^1]] = JsonNode.Parse(value);

        Refused(document.ToJsonString());
    }

    [Fact]
    public void A_member_that_stands_twice_is_refused() =>
        Refused(
            Json().ToJsonString().Replace("\"verdict\":\"fail\"", "\"verdict\":\"fail\",\"verdict\":\"fail\"", StringComparison.Ordinal));

    [Fact]
    public void More_failed_suites_than_anybody_has_are_refused()
    {
        Read(WithSuiteFailures(1_000)).SuiteFailures.Length.ShouldBe(1_000);
        Should.Throw<PerfGateException>(() => Read(WithSuiteFailures(1_001)))
            .Message.ShouldBe("suiteFailures has more than 1,000 entries, the most that are read");

        static string WithSuiteFailures(int count)
        {
            var document = Json();
            document["suiteFailures"] = new JsonArray(
                [.. Enumerable.Range(0, count).Select(_ => JsonNode.Parse("{ \"suite\": \"S\", \"logTail\": [\"failed\"] }"))]);
            return document.ToJsonString();
        }
    }

    [Theory]
    [InlineData("warnings", 10_000, "warnings")]
    [InlineData("measured", 10_000, "measured")]
    [InlineData("environment/differences", 10_000, "environment.differences")]
    [InlineData("suiteFailures/0/logTail", 10_000, "a suite's logTail")]
    [InlineData("comparisons/0/warnings", 100, "a comparison's warnings")]
    public void More_texts_than_anybody_reads_are_refused(string place, int most, string name)
    {
        Read(With(most)).ShouldNotBeNull();
        Should.Throw<PerfGateException>(() => Read(With(most + 1)))
            .Message.ShouldBe($"{name} has more than {Wording.Invariant($"{most:N0}")} entries, the most that are read");

        string With(int count)
        {
            var document = Json();
            document["suiteFailures"] = new JsonArray(JsonNode.Parse("{ \"suite\": \"S\", \"logTail\": [] }"));
            var steps = place.Split('/');
            JsonNode at = document;
            foreach (var step in steps[..^1]) at = (at is JsonArray items ? items[0] : at[step])!;
            at[steps[^1]] = new JsonArray([.. Enumerable.Range(0, count).Select(_ => JsonValue.Create(""))]);
            return document.ToJsonString();
        }
    }

    [Fact]
    public void Depth_and_broken_text_are_refused()
    {
        Refused($"{{\"later\":{new string('[', 100_000)}");
        Refused("{\"schema\":\"\\ud800\"}");
        Refused(Encoding.UTF8.GetBytes("{\"schema\":\"").Concat(new byte[] { 0xFF, 0xFE }).Concat(Encoding.UTF8.GetBytes("\"}")).ToArray());
    }

    [Fact]
    public void Whatever_is_damaged_is_read_or_refused_and_nothing_else_happens()
    {
        var whole = Encoding.UTF8.GetBytes(Json().ToJsonString());
        var random = new Random(1);
        var refused = 0;
        for (var i = 0; i < 3000; i++)
        {
            var damaged = whole.ToArray();
            for (var j = 0; j <= random.Next(3); j++) damaged[random.Next(damaged.Length)] = Damage[random.Next(Damage.Length)];
            var cut = random.Next(4) == 0 ? damaged[..random.Next(damaged.Length)] : damaged;
            try
            {
                JsonReportReader.Read(cut, "a.json");
            }
            catch (PerfGateException problem)
            {
                problem.Code.ShouldBe(ErrorCode.ReportNotReadable);
                refused++;
            }
        }

        refused.ShouldBeInRange(1000, 2999);
    }

    // Half a surrogate pair cannot be written to JSON as it is.
    private static string Unicode(string text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace("\\uFFFD", "\uFFFD", StringComparison.OrdinalIgnoreCase);

    private static void Refused(string json) => Refused(Encoding.UTF8.GetBytes(json));

    private static void Refused(byte[] json)
    {
        var problem = Should.Throw<PerfGateException>(() => JsonReportReader.Read(json, "a.json"));
        problem.Code.ShouldBe(ErrorCode.ReportNotReadable);
        problem.Origin.ShouldBe("a.json");
    }

    private static JsonObject Json() => JsonNode.Parse(Sample.Text(ReportFormat.Json, Sample.Small))!.AsObject();

    private static Report Read(string json) => JsonReportReader.Read(Encoding.UTF8.GetBytes(json), "a.json");

    // Random parts, put together as a gate would: only then do they belong to one report.
    private static Report Consistent(int seed) => Full(RandomReport.Of(seed));

    private static Report Full(Report report)
    {
        var findings = report.Result.Findings.Select(Consistent).ToImmutableArray();
        var causes = findings.Select(finding => finding.Failure).Where(cause => cause != FailureCause.None).ToList();
        var failure = causes.Count > 0 ? causes.Min() : FailureCause.None;
        if (report.SuiteFailures.Length > 0 && failure != FailureCause.Regression) failure = FailureCause.NotMeasured;
        var (verdict, code) = failure switch
        {
            FailureCause.None => (report.Result.Verdict == Verdict.Pass ? Verdict.Pass : Verdict.Inconclusive, ExitCode.Pass),
            FailureCause.Regression => (Verdict.Fail, ExitCode.GateFailed),
            FailureCause.NotMeasured => (Verdict.Fail, ExitCode.NotMeasured),
            _ => (Verdict.Inconclusive, ExitCode.Inconclusive),
        };
        return report with
        {
            Duration = TimeSpan.FromSeconds(Math.Floor(report.Duration.TotalSeconds)),
            ExitCode = code,
            Result = report.Result with { Verdict = verdict, Failure = failure, Findings = findings },
        };
    }

    private static Finding Consistent(Finding finding)
    {
        var status = finding.Outcome switch
        {
            Outcome.Added => ComparisonStatus.Added,
            Outcome.Removed => ComparisonStatus.Removed,
            Outcome.Failed => ComparisonStatus.Failed,
            Outcome.Ambiguous => ComparisonStatus.Ambiguous,
            _ => ComparisonStatus.Compared,
        };
        var cause = finding.Outcome switch
        {
            Outcome.Minor or Outcome.Major or Outcome.Critical => FailureCause.Regression,
            Outcome.Inconclusive => FailureCause.Inconclusive,
            Outcome.Failed or Outcome.Removed => FailureCause.NotMeasured,
            _ => FailureCause.None,
        };
        var estimate = finding.Comparison.Estimate;
        if (estimate is not null)
        {
            // The change of two medians, as comparisons are; worse where the ratio is above one.
            var (before, after) = (finding.Comparison.Baseline?.Median ?? 0, finding.Comparison.Current?.Median ?? 0);
            var ratio = before is > 0 and < 1e100 && after is >= 0 and < 1e100 ? after / before : double.NaN;
            estimate = double.IsFinite(ratio) && ratio > 0
                ? new ChangeEstimate(
                    ratio,
                    ratio / 2,
                    ratio * 2,
                    estimate.PValue,
                    Worsening(ratio, finding),
                    Math.Min(Worsening(ratio / 2, finding), Worsening(ratio * 2, finding)),
                    Math.Max(Worsening(ratio / 2, finding), Worsening(ratio * 2, finding)),
                    estimate.DetectionLimit is { } limit && double.IsFinite(limit) ? limit : null)
                : null;
        }

        var grewFromNothing = finding.Comparison is { Baseline.Median: 0, Current.Median: > 0 and < double.PositiveInfinity }
            && finding.Outcome is Outcome.Minor or Outcome.Major or Outcome.Critical;
        if (grewFromNothing)
        {
            estimate = new ChangeEstimate(
                double.PositiveInfinity, double.NaN, double.PositiveInfinity, null, double.PositiveInfinity, 1, 1);
        }
        var comparison = finding.Comparison with
        {
            Status = status,
            Estimate = estimate,
            Baseline = Finite(finding.Comparison.Baseline),
            Current = Finite(finding.Comparison.Current),
        };
        return finding with
        {
            Comparison = comparison,
            Failure = finding.Failure == FailureCause.None ? FailureCause.None : cause,
            Accepted = finding.Accepted is { } accepted && double.IsFinite(accepted.UpTo)
                ? accepted with { Metric = comparison.Metric.Name }
                : null,
        };
    }

    // JSON does not tell what is infinite from what is no number.
    private static SideSummary? Finite(SideSummary? side) =>
        side is null ? null : side with { Median = Finite(side.Median), Mean = Finite(side.Mean) };

    private static double Finite(double value) => double.IsFinite(value) ? value : double.NaN;

    private static double Worsening(double ratio, Finding finding) =>
        finding.Comparison.Metric.Better == Better.Lower ? Math.Log(ratio) : -Math.Log(ratio);
}
