using PerfGate.Analysis.Comparison;
using static PerfGate.Analysis.Tests.Comparison.Samples;

namespace PerfGate.Analysis.Tests.Comparison;

public sealed class ComparisonOptionsTests
{
    public static TheoryData<string, ComparisonOptions> OutOfRange => new()
    {
        { "Alpha", Paired with { Alpha = 0 } },
        { "Alpha", Paired with { Alpha = 1 } },
        { "Alpha", Paired with { Alpha = double.NaN } },
        { "Indifference", Paired with { Indifference = -0.01 } },
        { "Indifference", Paired with { Indifference = 1 } },
        { "ScreeningPairs", Paired with { ScreeningPairs = -1 } },
        { "Looks", Paired with { Looks = default } },
        { "Looks", Paired with { Looks = [] } },
        { "Looks", Paired with { Looks = [1, 2] } },
        { "Looks", Paired with { Looks = [2, 0] } },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void An_option_out_of_its_range_is_refused_by_its_name(string name, ComparisonOptions options)
    {
        var set = Set(Benchmark("A", [[100, 101]]));

        Should.Throw<ArgumentOutOfRangeException>(() => Comparer.Compare(set, set, options)).Message.ShouldContain(name);
    }

    [Fact]
    public void Fresh_launches_come_in_pairs()
    {
        var set = Set(Benchmark("A", [[100, 101]]));

        Should.Throw<ArgumentException>(() => Comparer.Compare(set, set, FreshPairs.None, Independent));
    }
}
