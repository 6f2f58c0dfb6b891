using System.Text.Json.Nodes;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Doctor;

/// <summary>What the self-test says about the machine and the gate.</summary>
internal static class SelfTestFindings
{
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
        return check.Report.ExitCode switch
        {
            ExitCode.Pass when check.Report.Result.Verdict == PerfGate.Analysis.Policy.Verdict.Pass => Finding(Mark.Ok, fact, null),
            ExitCode.Pass or ExitCode.Inconclusive => Finding(Mark.Note, fact, "Run it again when nothing else runs here: what stays undecided on an idle machine is too noisy for small limits."),
            _ => Finding(Mark.Problem, fact, "Run it again; a machine on which the gate alarms about unchanged code cannot be trusted.") with { Code = ErrorCode.SelfTestFailed },
        };

        Finding Finding(Mark mark, string text, string? next) => new(Area.SelfTest, "unchanged", mark, text, next) { Values = Values(check) };
    }

    private static Finding Slowdown(SelfTestCheck check)
    {
        if (!check.IsMeasured) return NotMeasured("slowdown", check);
        var values = Values(check);
        values["injected"] = SelfTestProject.Slowdown;
        var fact = $"{Change.Percent(SelfTestProject.Slowdown)} more work: {Verdict(check)}, {Changes(check)}";
        return check.Report.ExitCode == ExitCode.GateFailed
            ? new Finding(Area.SelfTest, "slowdown", Mark.Ok, $"{fact}: the gate works") { Values = values }
            : new Finding(Area.SelfTest, "slowdown", Mark.Problem, $"{fact}, and the gate should have failed",
                "Run it again when nothing else runs here. If that does not help, slowdowns of this size stay hidden on this machine: use another.", ErrorCode.SelfTestFailed) { Values = values };
    }

    private static Finding Limit(SelfTestResult result)
    {
        var limits = result.Unchanged.Times.Select(time => time.DetectionLimit ?? double.NaN).Where(double.IsFinite).Order().ToList();
        var values = new JsonObject { ["detectionLimit"] = result.DetectionLimit, ["benchmarks"] = new JsonArray([.. limits.Select(limit => (JsonNode)limit)]), ["power"] = 0.9 };
        if (result.DetectionLimit is not { } limit) return new Finding(Area.SelfTest, "limit", Mark.Note, "unknown: too little was decided", "Run it again when nothing else runs here.") { Values = values };
        var fact = $"a slowdown of {Change.Percent(limit)} is found with 90 % power ({Change.Percent(limits[0])} to {Change.Percent(limits[^1])}, by the kind of work)";
        return limit <= Wanted
            ? new Finding(Area.SelfTest, "limit", Mark.Ok, fact) { Values = values }
            : new Finding(Area.SelfTest, "limit", Mark.Note, fact, $"Slowdowns below that can stay undecided: measure with more launches, or on a quieter machine, for the limit of {Change.Percent(Wanted)}.") { Values = values };
    }

    private static Finding NotMeasured(string name, SelfTestCheck check)
    {
        var failure = check.Failures.Count > 0 ? check.Failures[0] : null;
        var log = failure?.LogTail ?? [];
        var why = log.FirstOrDefault(line => line.Contains(": error ", StringComparison.Ordinal))
            ?? (log.Count > 0 ? log[^1] : check.Report.Result.Findings.Select(finding => finding.Comparison.Reason).FirstOrDefault(reason => reason is not null));
        var isRestore = why?.Contains("error NU", StringComparison.Ordinal) == true;
        var said = why is null ? "" : $": {SafeText.Sentence(why[(Math.Max(0, why.IndexOf(": error ", StringComparison.Ordinal)))..].TrimStart(':', ' '))}";
        return new Finding(Area.SelfTest, name, Mark.Problem, $"the built-in benchmark {(failure is null ? "could not be measured" : isRestore ? "could not be restored" : "could not be built or run")}{said}",
            isRestore
                ? $"It needs BenchmarkDotNet {SelfTestProject.BenchmarkDotNet}: 'dotnet nuget list source' shows where packages are looked for."
                : "Run it again with --verbosity diagnostic; 'dotnet --info' shows what is installed.",
            ErrorCode.SelfTestNotMeasured) { Values = new JsonObject { ["reason"] = why } };
    }

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
        return ordered.Count == 1 ? $"seen as {Change.Text(ordered[0])}" : $"changes of {Change.Text(ordered[0])} to {Change.Text(ordered[^1])} in {Wording.Count(ordered.Count, "benchmark")}";
    }
}
