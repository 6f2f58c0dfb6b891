using System.Collections.Immutable;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Phrasing;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Doctor;

/// <summary>Everything that was found.</summary>
/// <param name="Findings">In the order of their areas.</param>
/// <param name="SelfTest">What the self-test yielded; null where only facts were asked for, or it could not begin.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record DoctorReport(ImmutableArray<Finding> Findings, SelfTestResult? SelfTest, TimeSpan Duration)
{
    public double? DetectionLimit => SelfTest?.DetectionLimit;

    /// <summary>Whether nothing stands against measuring here, and against believing what comes of it.</summary>
    public bool IsTrusted => !Findings.Any(finding => finding.Mark == Mark.Problem);

    public ExitCode ExitCode => IsTrusted ? ExitCode.Pass : ExitCode.NotMeasured;

    public string Verdict => IsTrusted ? "PASS" : "FAIL";

    /// <summary>The answer in one sentence.</summary>
    public string Headline
    {
        get
        {
            var (problems, notes) = (Count(Mark.Problem), Count(Mark.Note));
            if (problems > 0) return $"{Phrase.Count(problems, "problem")}{(notes > 0 ? $", {Phrase.Count(notes, "note")}" : "")}";
            var answer = SelfTest is null ? "nothing found that stands in the way of measuring" : DetectionLimit is { } limit
                ? $"on this machine you can hope to see a slowdown of {Change.Percent(limit)}" : "the gate works on this machine";
            return notes == 0 ? answer : $"{answer}; {Phrase.Count(notes, "note")}";
        }
    }

    /// <summary>What to do next; null where there is nothing to do.</summary>
    public string? Next => (IsTrusted, SelfTest) switch
    {
        (false, _) => "What is marked ✗ has to be put right first.",
        (true, null) => "Without --quick, the gate itself is tested and this machine's detection limit is measured.",
        _ => null,
    };

    private int Count(Mark mark) => Findings.Count(finding => finding.Mark == mark);
}
