using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Policy;
using static PerfGate.Analysis.Tests.Policy.Judging;

namespace PerfGate.Analysis.Tests.Policy;

public sealed class DetectionLimitsTests
{
    [Fact]
    public void Half_of_the_comparisons_that_know_theirs_would_have_found_the_median() =>
        Judge(new GatePolicy(), Limited(0.30), Limited(null), Limited(0.02), Limited(double.NaN), Limited(0.06), Limited(double.PositiveInfinity))
            .DetectionLimits.ShouldBe(new DetectionLimits(0.06, 3));

    [Fact]
    public void Of_two_the_middle_is_taken() =>
        Judge(new GatePolicy(), Limited(0.25), Limited(0.5)).DetectionLimits.ShouldBe(new DetectionLimits(0.375, 2));

    [Fact]
    public void Where_none_is_known_there_is_none() =>
        Judge(new GatePolicy(), Limited(null), Of("B", ComparisonStatus.Added)).DetectionLimits.ShouldBeNull();

    private static MetricComparison Limited(double? limit)
    {
        var changed = Changed("A", Evidence.Unchanged, 1);
        return changed with { Estimate = changed.Estimate! with { DetectionLimit = limit } };
    }
}
