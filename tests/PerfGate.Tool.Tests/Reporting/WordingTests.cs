using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Tests.Reporting;

public sealed class WordingTests
{
    [Fact]
    public void A_failing_verdict_counts_what_fails()
    {
        Headline(Verdict.Fail, Of(Outcome.Major)).ShouldBe("1 major regression (fail-on: major)");
        Headline(Verdict.Fail, Of(Outcome.Major), Of(Outcome.Critical), Of(Outcome.Major), Of(Outcome.Minor))
            .ShouldBe("1 critical, 2 major regressions (fail-on: major)");
        Headline(Verdict.Fail, Of(Outcome.Minor) with { Failure = FailureCause.Regression })
            .ShouldBe("1 minor regression (fail-on: major, stricter by rule)");
        Headline(Verdict.Fail, Of(Outcome.Inconclusive) with { Failure = FailureCause.Inconclusive }, Of(Outcome.Unchanged))
            .ShouldBe("1 of 2 comparisons undecided");
        Headline(
            Verdict.Fail,
            Of(Outcome.Failed) with { Failure = FailureCause.NotMeasured },
            Of(Outcome.Failed, Metric.Allocated) with { Failure = FailureCause.NotMeasured })
            .ShouldBe("1 benchmark not measured");
    }

    [Fact]
    public void A_passing_verdict_hides_neither_what_is_tolerated_nor_that_nothing_was_compared()
    {
        Headline(Verdict.Pass, Of(Outcome.Unchanged), Of(Outcome.Improved)).ShouldBe("no regression in 2 comparisons");
        Headline(Verdict.Pass, Of(Outcome.Minor), Of(Outcome.Unchanged))
            .ShouldBe("1 minor regression (fail-on: major), none of which fails");
        Headline(Verdict.Inconclusive, Of(Outcome.Inconclusive), Of(Outcome.Unchanged))
            .ShouldBe("1 of 2 comparisons undecided; no failing regression is proven");
        Headline(Verdict.Pass, Of(Outcome.Unchanged), Of(Outcome.Inconclusive))
            .ShouldBe("no regression in 1 comparison; 1 of 2 comparisons undecided");
        Headline(Verdict.Pass, Of(Outcome.Added)).ShouldBe("nothing was compared");
    }

    [Fact]
    public void What_to_do_next_follows_the_cause()
    {
        Next(ExitCode.Pass, Verdict.Pass, Of(Outcome.Unchanged)).ShouldBeNull();
        Next(ExitCode.GateFailed, Verdict.Fail, Of(Outcome.Major)).ShouldNotBeNull().ShouldContain("accept");
        Next(ExitCode.Pass, Verdict.Inconclusive, Of(Outcome.Added)).ShouldNotBeNull().ShouldContain("new");
        Next(ExitCode.NotMeasured, Verdict.Fail, Of(Outcome.Removed) with { Failure = FailureCause.NotMeasured })
            .ShouldNotBeNull().ShouldContain("'\"missing\": \"ignore\"'");
        Next(ExitCode.Inconclusive, Verdict.Fail, Of(Outcome.Inconclusive) with { Failure = FailureCause.Inconclusive })
            .ShouldNotBeNull().ShouldContain("more launches");
        Next(ExitCode.Pass, Verdict.Inconclusive, Of(Outcome.Inconclusive)).ShouldNotBeNull().ShouldContain("more launches");
        Next(ExitCode.BaselineOrPublishing, Verdict.Pass, Of(Outcome.Unchanged)).ShouldNotBeNull().ShouldContain("not stored");
    }

    [Theory]
    [InlineData(Better.Lower, 0, 24, "What grew from nothing has no percentage")]
    [InlineData(Better.Higher, 24, 0, "What fell to nothing or grew from it has no percentage")]
    [InlineData(Better.Lower, 1, 24, "accept it for a while with 'dotnet perfgate accept'")]
    [InlineData(Better.Higher, 24, 1, "accept it for a while with 'dotnet perfgate accept'")]
    public void Only_what_has_a_percentage_can_be_accepted(Better better, double before, double after, string expected)
    {
        var metric = new Metric("requests", "", better, MetricKind.Exact);

        Next(ExitCode.GateFailed, Verdict.Fail, Sample.Finding(Outcome.Critical, Sample.Id("", "T", "M"), metric, before, after, 0))
            .ShouldNotBeNull().ShouldContain(expected);
    }

    [Theory]
    [InlineData(0.2, "0 s")]
    [InlineData(59.4, "59 s")]
    [InlineData(59.6, "1 min 0 s")]
    [InlineData(192, "3 min 12 s")]
    [InlineData(3720, "1 h 2 min")]
    public void A_duration_is_as_exact_as_people_need_it(double seconds, string expected) =>
        Wording.Duration(TimeSpan.FromSeconds(seconds)).ShouldBe(expected);

    private static string Headline(Verdict verdict, params Finding[] findings) =>
        Wording.Headline(Sample.Of(verdict, ExitCode.Pass, [.. findings]));

    private static string? Next(ExitCode exitCode, Verdict verdict, Finding finding) =>
        Wording.Next(Sample.Of(verdict, exitCode, [finding]));

    private static Finding Of(Outcome outcome, Metric? metric = null) =>
        Sample.Finding(outcome, Sample.Id("", "Cache", "Get"), metric ?? Metric.Time, 100, 120, 0.02);
}
