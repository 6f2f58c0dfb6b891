using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using static PerfGate.Analysis.Tests.Policy.Judging;

namespace PerfGate.Analysis.Tests.Policy;

/// <summary>What was not measured, or not decided, is no pass.</summary>
public sealed class NotMeasuredTests
{
    [Fact]
    public void A_gate_without_data_fails()
    {
        Judge(new GatePolicy()).Failure.ShouldBe(FailureCause.NotMeasured);
        Judge(new GatePolicy { FailOn = FailOn.Never }, Of("A", ComparisonStatus.Ambiguous)).Failure.ShouldBe(FailureCause.NotMeasured);
        Gate.Judge(Compared(Changed("A", Evidence.Unchanged, 1)), new GatePolicy(), Today, incomplete: true)
            .Failure.ShouldBe(FailureCause.NotMeasured);
    }

    [Fact]
    public void Results_that_cannot_be_told_apart_are_not_measured()
    {
        MetricComparison[] two = [Of("A", ComparisonStatus.Ambiguous), Changed("B", Evidence.Unchanged, 1)];

        Judge(new GatePolicy(), two).Failure.ShouldBe(FailureCause.NotMeasured);
        Judge(new GatePolicy { Missing = Reaction.Ignore }, two).Verdict.ShouldBe(Verdict.Pass);
    }

    [Fact]
    public void A_benchmark_that_is_gone_fails_for_every_gated_metric_that_it_had()
    {
        var timesDoNotCount = new GatePolicy { Rules = [new PolicyRule("*", "time", FailOn: FailOn.Never)] };
        var nothingCounts = new GatePolicy { FailOn = FailOn.Never };
        foreach (var status in new[] { ComparisonStatus.Failed, ComparisonStatus.Removed })
        {
            MetricComparison[] two = [Of("A", status), Changed("B", Evidence.Unchanged, 1) with { Metric = Metric.Allocated }];
            Judge(timesDoNotCount, two).Failure.ShouldBe(FailureCause.NotMeasured);
            Judge(nothingCounts, two).Failure.ShouldBe(FailureCause.None);
        }

        // One metric of several is another matter.
        Judge(timesDoNotCount, Of("A", ComparisonStatus.Failed), Changed("A", Evidence.Unchanged, 1) with { Metric = Metric.Allocated })
            .Failure.ShouldBe(FailureCause.None);
    }

    [Fact]
    public void What_the_policy_lets_pass_unmeasured_is_a_warning()
    {
        var policy = new GatePolicy { Missing = Reaction.Warn };

        Judge(policy, Of("A", ComparisonStatus.Removed), Changed("B", Evidence.Unchanged, 1)).Warnings
            .ShouldHaveSingleItem().ShouldContain("Not measured, which the policy lets pass");
        Judge(policy with { Missing = Reaction.Ignore }, Of("A", ComparisonStatus.Removed), Changed("B", Evidence.Unchanged, 1))
            .Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void A_metric_that_is_named_and_not_there_is_a_warning()
    {
        var policy = new GatePolicy { Metrics = ["time", "alocated"] };

        Judge(policy, Changed("A", Evidence.Unchanged, 1)).Warnings.ShouldHaveSingleItem().ShouldContain("'alocated'");
        Judge(new GatePolicy(), Changed("A", Evidence.Unchanged, 1)).Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_decided_is_no_pass_whatever_the_policy_lets_pass()
    {
        var open = Changed("A", Evidence.Undecided, 1);

        Judge(new GatePolicy { FailOn = FailOn.Never }, open).Verdict.ShouldBe(Verdict.Inconclusive);
        Judge(new GatePolicy { Inconclusive = Reaction.Ignore }, open).Verdict.ShouldBe(Verdict.Inconclusive);
        Judge(new GatePolicy { Inconclusive = Reaction.Ignore }, open, Changed("B", Evidence.Unchanged, 1)).Verdict.ShouldBe(Verdict.Pass);
    }

    [Fact]
    public void A_base_that_failed_leaves_the_question_open_and_is_no_gate_alone()
    {
        var options = Gate.OptionsFor(new GatePolicy());
        BenchmarkResult Result(string name, string? failure) => failure is null
            ? new BenchmarkResult(new BenchmarkId("N", "T", name), "S", [new MetricSamples(Metric.Time, [[1, 1.01, 1.02, 1, 1.01]])])
            : new BenchmarkResult(new BenchmarkId("N", "T", name), "S", [], failure);
        ResultSet Set(params BenchmarkResult[] results) => new(new Provenance(), new HostEnvironment("linux"), [.. results], []);

        var all = Judge(new GatePolicy(), [.. Comparer.Compare(
            Set(Result("A", "no such file")), Set(Result("A", null)), options).Comparisons]);

        all.Findings.ShouldHaveSingleItem().Outcome.ShouldBe(Outcome.Inconclusive);
        all.Findings[0].Comparison.Reason!.ShouldContain("no such file");
        all.Failure.ShouldBe(FailureCause.NotMeasured);
        Judge(new GatePolicy(), all.Findings[0].Comparison, Changed("B", Evidence.Unchanged, 1)).Verdict.ShouldBe(Verdict.Inconclusive);
    }
}
