using System.Text.Json.Nodes;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Phrasing;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Doctor;

/// <summary>What the self-test says about the machine and the gate.</summary>
internal static class SelfTestFindings
{
    private const string Again = "Run it again when nothing else runs here.";
    private const string Undecided = Again + " What stays undecided is too noisy for small limits.";
    private const string Alarmed = Again + " A machine on which unchanged code raises alarms cannot be trusted.";
    private const string Hidden = Again + " If it stays so, use another machine.";

    // The lowest limit that the gate has by default: a machine that cannot see it finds less than it is asked for.
    private static readonly double Wanted = SeverityLimits.Default.Minor;

    public static IReadOnlyList<Finding> Of(SelfTestResult result) => result.Unchanged.IsMeasured
        ? [Unchanged(result.Unchanged), Slowdown(result.Slowed!), Limit(result)]
        : [NotMeasured("unchanged", result.Unchanged)];

    /// <summary>The self-test could not begin.</summary>
    public static Finding NotBegun(PerfGateException problem) => Finding.Of(Area.SelfTest, "unchanged", problem);

    private static Finding Unchanged(SelfTestCheck check)
    {
        var fact = $"code against itself: {Verdict(check)}, {Changes(check)}";
        return (check.Report.ExitCode, check.Report.Result.Verdict) switch
        {
            (ExitCode.Pass, PerfGate.Analysis.Policy.Verdict.Pass) => Of("unchanged", Mark.Ok, fact, null, Values(check)),
            (ExitCode.Pass or ExitCode.Inconclusive, _) => Of("unchanged", Mark.Note, fact, Undecided, Values(check)),
            _ => Of("unchanged", Mark.Problem, fact, Alarmed, Values(check)),
        };
    }

    private static Finding Slowdown(SelfTestCheck check)
    {
        if (!check.IsMeasured) return NotMeasured("slowdown", check);
        var values = Values(check);
        values["injected"] = SelfTestProject.Slowdown;
        var fact = $"{Change.Percent(SelfTestProject.Slowdown)} more work: {Verdict(check)}, {Changes(check)}";
        return check.Report.ExitCode == ExitCode.GateFailed
            ? Of("slowdown", Mark.Ok, $"{fact}: the gate works", null, values)
            : Of("slowdown", Mark.Problem, $"{fact}, and the gate should have failed", Hidden, values);
    }

    private static Finding Limit(SelfTestResult result)
    {
        var limits = result.Unchanged.Times.Select(time => time.DetectionLimit ?? double.NaN).Where(double.IsFinite).Order().ToList();
        var values = new JsonObject
        {
            ["detectionLimit"] = result.DetectionLimit,
            ["benchmarks"] = new JsonArray([.. limits.Select(limit => (JsonNode)limit)]),
            ["power"] = 0.9,
        };
        if (result.DetectionLimit is not { } limit) return Of("limit", Mark.Note, "unknown: too little was decided", Again, values);
        var range = $"{Change.Percent(limits[0])} to {Change.Percent(limits[^1])}, by the kind of work";
        var advice = limit <= Wanted
            ? null
            : $"{Again} Slowdowns below that can stay undecided, and the default limit is {Change.Percent(Wanted)}.";
        var fact = $"a slowdown of {Change.Percent(limit)} is found with 90 % power ({range})";
        return Of("limit", advice is null ? Mark.Ok : Mark.Note, fact, advice, values);
    }

    private static Finding NotMeasured(string name, SelfTestCheck check)
    {
        const string mark = ": error ";
        var log = check.Failures.Count > 0 ? check.Failures[0].LogTail : [];
        var why = log.FirstOrDefault(line => line.Contains(mark, StringComparison.Ordinal))
            ?? (log.Count > 0 ? log[^1] : null)
            ?? check.Report.Result.Findings.Select(finding => finding.Comparison.Reason).FirstOrDefault(reason => reason is not null) ?? "";
        var isRestore = why.Contains("error NU", StringComparison.Ordinal);
        var what = isRestore ? "could not be restored" : check.Failures.Count > 0 ? "could not be built or run" : "could not be measured";
        var said = SafeText.Sentence(why[Math.Max(0, why.IndexOf(mark, StringComparison.Ordinal))..].TrimStart(':', ' '));
        var next = isRestore
            ? $"It needs BenchmarkDotNet {SelfTestProject.BenchmarkDotNet}: 'dotnet nuget list source' shows where packages are looked for."
            : "Look at the quoted error; 'dotnet --info' shows what is installed.";
        var fact = $"the built-in benchmark {what}{(said.Length > 0 ? ": " : "")}{said}";
        return Of(name, Mark.Problem, fact, next, new() { ["reason"] = why }) with { Code = ErrorCode.SelfTestNotMeasured };
    }

    private static Finding Of(string name, Mark mark, string fact, string? next, JsonObject values) =>
        new(Area.SelfTest, name, mark, fact, next, mark == Mark.Problem ? ErrorCode.SelfTestFailed : null) { Values = values };

    private static JsonObject Values(SelfTestCheck check) => new()
    {
        ["verdict"] = Wording.Word(check.Report.Result.Verdict),
        ["exitCode"] = (int)check.Report.ExitCode,
        ["ratios"] = new JsonArray([.. check.Times.Select(time => (JsonNode)time.Ratio)]),
        ["pairs"] = check.Times.Max(time => time.Pairs),
    };

    private static string Verdict(SelfTestCheck check) => Wording.Word(check.Report.Result.Verdict);

    private static string Changes(SelfTestCheck check)
    {
        var ordered = check.Times.OrderBy(time => time.Ratio).ToList();
        return ordered.Count == 1
            ? $"seen as {Change.Text(ordered[0])}"
            : $"changes of {Change.Text(ordered[0])} to {Change.Text(ordered[^1])} in {Phrase.Count(ordered.Count, "benchmark")}";
    }
}
