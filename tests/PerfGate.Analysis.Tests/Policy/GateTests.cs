using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using static PerfGate.Analysis.Tests.Policy.Judging;

namespace PerfGate.Analysis.Tests.Policy;

public sealed class GateTests
{
    [Theory]
    [InlineData(1.0999, Outcome.Unchanged)]
    [InlineData(1.10, Outcome.Minor)]
    [InlineData(1.2499, Outcome.Minor)]
    [InlineData(1.25, Outcome.Major)]
    [InlineData(1.4999, Outcome.Major)]
    [InlineData(1.50, Outcome.Critical)]
    [InlineData(double.PositiveInfinity, Outcome.Critical)]
    public void A_confirmed_worsening_is_graded_by_its_estimate(double ratio, Outcome expected) =>
        Judge(new GatePolicy(), Changed("A", Evidence.Worse, ratio)).Findings[0].Outcome.ShouldBe(expected);

    [Theory]
    [InlineData(FailOn.Minor, 1.12, FailureCause.Regression)]
    [InlineData(FailOn.Major, 1.12, FailureCause.None)]
    [InlineData(FailOn.Major, 1.30, FailureCause.Regression)]
    [InlineData(FailOn.Critical, 1.30, FailureCause.None)]
    [InlineData(FailOn.Critical, 1.60, FailureCause.Regression)]
    [InlineData(FailOn.Never, 1.60, FailureCause.None)]
    public void The_gate_fails_from_the_chosen_severity_on(FailOn failOn, double ratio, FailureCause expected)
    {
        var result = Judge(new GatePolicy { FailOn = failOn }, Changed("A", Evidence.Worse, ratio));

        result.Failure.ShouldBe(expected);
        result.Verdict.ShouldBe(expected == FailureCause.None ? Verdict.Pass : Verdict.Fail);
    }

    [Theory]
    [InlineData(SeverityBasis.Certified, Outcome.Minor)]
    [InlineData(SeverityBasis.Balanced, Outcome.Major)]
    [InlineData(SeverityBasis.Strict, Outcome.Critical)]
    public void The_basis_says_which_bound_is_graded(SeverityBasis basis, Outcome expected)
    {
        var wide = new ChangeEstimate(1.3, 1.1, 1.6, 0.001, Math.Log(1.3), Math.Log(1.12), Math.Log(1.55));
        var comparison = Changed("A", Evidence.Worse, 1.3) with { Estimate = wide };

        Judge(new GatePolicy { Basis = basis }, comparison).Findings[0].Outcome.ShouldBe(expected);
    }

    [Theory]
    [InlineData(1 / 1.10, Outcome.Improved)]
    [InlineData(1 / 1.09, Outcome.Unchanged)]
    public void An_improvement_is_the_mirror_image_of_a_minor_regression(double ratio, Outcome expected) =>
        Judge(new GatePolicy(), Changed("A", Evidence.Improved, ratio)).Findings[0].Outcome.ShouldBe(expected);

    [Fact]
    public void A_worsening_that_is_not_confirmed_is_inconclusive_however_large_it_looks()
    {
        var result = Judge(new GatePolicy(), Changed("A", Evidence.Undecided, 2.0), Changed("B", Evidence.Unchanged, 1.0));

        result.Findings[0].Outcome.ShouldBe(Outcome.Inconclusive);
        result.Verdict.ShouldBe(Verdict.Inconclusive);
        result.Failure.ShouldBe(FailureCause.None);
    }

    [Fact]
    public void Inconclusive_fails_where_the_policy_says_so()
    {
        var result = Judge(new GatePolicy { Inconclusive = Reaction.Fail }, Changed("A", Evidence.Undecided, 1.1));

        result.Failure.ShouldBe(FailureCause.Inconclusive);
        result.Verdict.ShouldBe(Verdict.Inconclusive);
    }

    [Theory]
    [InlineData(ComparisonStatus.Failed, Outcome.Failed)]
    [InlineData(ComparisonStatus.Removed, Outcome.Removed)]
    public void A_gated_benchmark_that_was_not_measured_fails_unless_the_policy_says_otherwise(ComparisonStatus status, Outcome expected)
    {
        var missing = Of("A", status);
        var other = Changed("B", Evidence.Unchanged, 1.0);

        var strict = Judge(new GatePolicy(), missing, other);
        strict.Findings[0].Outcome.ShouldBe(expected);
        strict.Failure.ShouldBe(FailureCause.NotMeasured);
        strict.Verdict.ShouldBe(Verdict.Fail);

        Judge(new GatePolicy { Missing = Reaction.Warn }, missing, other).Failure.ShouldBe(FailureCause.None);
        Judge(new GatePolicy { FailOn = FailOn.Never }, missing, other).Failure.ShouldBe(FailureCause.None);
        Judge(new GatePolicy { Rules = [new PolicyRule("*.A", Missing: Reaction.Ignore)] }, missing, other)
            .Failure.ShouldBe(FailureCause.None);
    }

    [Fact]
    public void New_benchmarks_do_not_fail_the_gate_but_are_no_pass_by_themselves()
    {
        Judge(new GatePolicy(), Of("A", ComparisonStatus.Added), Changed("B", Evidence.Unchanged, 1)).Verdict.ShouldBe(Verdict.Pass);

        var onlyNew = Judge(new GatePolicy(), Of("A", ComparisonStatus.Added));
        onlyNew.Failure.ShouldBe(FailureCause.None);
        onlyNew.Verdict.ShouldBe(Verdict.Inconclusive);
    }

    [Fact]
    public void A_comparison_assumes_the_limits_that_a_policy_has_by_default()
    {
        var (assumed, ofPolicy, id) = (new ComparisonOptions(), Gate.OptionsFor(new GatePolicy()), new BenchmarkId("N", "T", "A"));

        assumed.SmallestWorsening(id, Metric.Time).ShouldBe(ofPolicy.SmallestWorsening(id, Metric.Time));
        assumed.Boundaries(id, Metric.Time).ShouldBe(ofPolicy.Boundaries(id, Metric.Time));
    }

    [Fact]
    public void Limits_that_do_not_rise_count_from_the_lowest()
    {
        var policy = new GatePolicy { Rules = [new PolicyRule("*", Minor: 0.2), new PolicyRule("*", Major: 0.15)] };

        Gate.OptionsFor(policy).SmallestWorsening(new BenchmarkId("N", "T", "A"), Metric.Time).ShouldBe(0.15);
    }

    [Fact]
    public void An_acceptance_is_called_needless_only_where_its_question_was_answered()
    {
        var policy = new GatePolicy
        {
            Accepted = [new AcceptedRegression("*A", "time", 0.5, "why", Today.AddDays(1))],
        };

        Judge(policy, Changed("A", Evidence.Unchanged, 1)).Warnings.ShouldHaveSingleItem().ShouldContain("was not needed");
        Judge(policy, Changed("A", Evidence.Worse, 1.12)).Warnings.ShouldBeEmpty();
        Judge(policy, Changed("A", Evidence.Undecided, 1), Changed("B", Evidence.Unchanged, 1)).Warnings.ShouldBeEmpty();
        Judge(policy, Changed("B", Evidence.Unchanged, 1)).Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_regression_outweighs_what_was_not_measured() =>
        Judge(new GatePolicy(), Of("A", ComparisonStatus.Failed), Changed("B", Evidence.Worse, 2))
            .Failure.ShouldBe(FailureCause.Regression);

    [Fact]
    public void The_last_rule_that_sets_a_value_wins()
    {
        var policy = new GatePolicy
        {
            Rules =
            [
                new PolicyRule("*", Minor: 0.02, Major: 0.03, Critical: 0.04),
                new PolicyRule("*.A", Metric: "time", Critical: 2.0),
                new PolicyRule("*.A", Metric: "allocated", FailOn: FailOn.Never),
            ],
        };

        var time = Judge(policy, Changed("A", Evidence.Worse, 1.035)).Findings[0];
        time.Outcome.ShouldBe(Outcome.Major);
        time.Limits.ShouldBe(new SeverityLimits(0.02, 0.03, 2.0));
        time.Failure.ShouldBe(FailureCause.Regression);
        Judge(policy, Changed("A", Evidence.Worse, 1.5) with { Metric = Metric.Allocated }).Failure.ShouldBe(FailureCause.None);
    }

    [Theory]
    [InlineData("Lib.Parser.Parse", true)]
    [InlineData("*Parse*", true)]
    [InlineData("Lib.Parser.Parse(N=1?0)", true)]
    [InlineData("Lib.Parser.Parse(N=1)", false)]
    [InlineData("lib.parser.parse", false)]
    [InlineData("Parse", false)]
    public void A_pattern_matches_the_full_name_with_or_without_parameters(string pattern, bool expected)
    {
        var id = new BenchmarkId("Lib", "Parser", "Parse", "N=100");
        var policy = new GatePolicy { Rules = [new PolicyRule(pattern, FailOn: FailOn.Never)] };

        var failure = Judge(policy, Changed("A", Evidence.Worse, 2) with { Benchmark = id }).Failure;

        failure.ShouldBe(expected ? FailureCause.None : FailureCause.Regression);
    }

    [Fact]
    public void An_accepted_regression_keeps_its_outcome_and_does_not_fail()
    {
        var policy = new GatePolicy { Accepted = [Accept("*.A", 0.30, Today)] };

        var result = Judge(policy, Changed("A", Evidence.Worse, 1.30));

        result.Findings[0].Outcome.ShouldBe(Outcome.Major);
        result.Findings[0].Accepted.ShouldBe(policy.Accepted[0]);
        result.Verdict.ShouldBe(Verdict.Pass);
        result.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void An_acceptance_covers_its_limit_its_metric_and_its_time_only()
    {
        var policy = new GatePolicy { Accepted = [Accept("*.A", 0.30, Today)] };

        var exceeded = Judge(policy, Changed("A", Evidence.Worse, 1.31));
        exceeded.Failure.ShouldBe(FailureCause.Regression);
        exceeded.Warnings.ShouldBeEmpty("it was needed, and was not enough");
        Judge(policy, Changed("B", Evidence.Worse, 1.30)).Failure.ShouldBe(FailureCause.Regression);
        Judge(policy, Changed("A", Evidence.Worse, 1.30) with { Metric = Metric.Allocated }).Failure.ShouldBe(FailureCause.Regression);

        var expired = Judge(new GatePolicy { Accepted = [Accept("*.A", 0.30, Today.AddDays(-1))] }, Changed("A", Evidence.Worse, 1.30));
        expired.Failure.ShouldBe(FailureCause.Regression);
        expired.Warnings.ShouldHaveSingleItem().ShouldContain("expired on 2026-06-14");
    }

    [Fact]
    public void What_the_policy_names_in_vain_is_a_warning()
    {
        var policy = new GatePolicy { Accepted = [Accept("*.A", 0.30, Today)], Rules = [new PolicyRule("*.Gone")] };

        var result = Judge(policy, Changed("A", Evidence.Unchanged, 1));

        result.Warnings.Length.ShouldBe(2);
        result.Warnings[0].ShouldContain("'*.Gone' matches no benchmark");
        result.Warnings[1].ShouldContain("was not needed");
        result.Verdict.ShouldBe(Verdict.Pass);
    }

    private static AcceptedRegression Accept(string pattern, double upTo, DateOnly until) => new(pattern, "time", upTo, "because", until);
}
