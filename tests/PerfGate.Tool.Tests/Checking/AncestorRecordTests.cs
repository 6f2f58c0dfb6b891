using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Checking;

namespace PerfGate.Tool.Tests.Checking;

/// <summary>What others have changed since a record was made is not charged to the one who is judged.</summary>
public sealed class AncestorRecordTests
{
    [Fact]
    public void What_differs_from_the_record_is_asked_for_and_undecided_until_then()
    {
        var settled = AncestorRecord.Settle(Compare(Bytes(100), Bytes(130)), Compare(Bytes(), Bytes()));

        settled.Comparisons.ShouldHaveSingleItem().Evidence.ShouldBe(Evidence.Undecided);
        settled.Requests.ShouldHaveSingleItem().Pairs.ShouldBe(1);
    }

    [Theory]
    [InlineData(130, Evidence.Unchanged)]
    [InlineData(100, Evidence.Worse)]
    [InlineData(200, Evidence.Improved)]
    public void What_the_base_shows_here_decides(int ofBase, Evidence expected)
    {
        var settled = AncestorRecord.Settle(Compare(Bytes(100), Bytes(130)), Compare(Bytes(ofBase), Bytes(130)));

        settled.Comparisons.ShouldHaveSingleItem().Evidence.ShouldBe(expected);
        settled.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void A_record_that_differs_from_the_base_measured_here_does_not_count()
    {
        var (record, here) = (Bytes(160), Bytes(130));
        var beside = Comparer.Compare(record, here, new FreshPairs(here, here), new ComparisonOptions { Design = LaunchDesign.Lockstep });

        AncestorRecord.Settle(beside, Compare(here, here)).Comparisons.ShouldHaveSingleItem().Evidence.ShouldBe(Evidence.Unchanged);
    }

    [Fact]
    public void A_growth_that_one_launch_of_the_base_shows_is_looked_at_again()
    {
        var fresh = Comparer.Compare(Bytes(0), Bytes(8), new ComparisonOptions { Design = LaunchDesign.Lockstep });

        var settled = AncestorRecord.Settle(Compare(Bytes(0), Bytes(8)), fresh);

        settled.Comparisons.ShouldHaveSingleItem().Evidence.ShouldBe(Evidence.Worse);
        settled.Requests.ShouldHaveSingleItem().Pairs.ShouldBe(2);
    }

    [Fact]
    public void What_is_as_recorded_is_not_measured_again() =>
        AncestorRecord.Settle(Compare(Bytes(100), Bytes(100)), Compare(Bytes(), Bytes())).Requests.ShouldBeEmpty();

    private static ComparisonResult Compare(ResultSet before, ResultSet after) =>
        Comparer.Compare(before, after, new ComparisonOptions { Design = LaunchDesign.Independent });

    private static ResultSet Bytes(params int[] bytes) => new(
        new Provenance(),
        new HostEnvironment(),
        [
            .. bytes.Select(value => new BenchmarkResult(
                new BenchmarkId("Bench", "Work", "A"), "Bench", [MetricSamples.FromValue(Metric.Allocated, value)])),
        ],
        []);
}
