using PerfGate.Analysis.Statistics;

namespace PerfGate.Analysis.Tests.Statistics;

public sealed class DescriptiveTests
{
    /// <summary>Short rows are sorted by insertion, long ones by merging.</summary>
    [Fact]
    public void Values_are_sorted_as_the_framework_sorts_them()
    {
        var random = new Random(1);
        double[] odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, double.Epsilon];
        for (var length = 0; length < 300; length++)
        {
            double[] values =
            [
                .. Enumerable.Range(0, length)
                    .Select(_ => random.Next(8) == 0 ? odd[random.Next(odd.Length)] : random.Next(-20, 20) / 4.0),
            ];
            double[] expected = [.. values.Order()];

            Descriptive.Sort(values);

            values.ShouldBe(expected);
        }
    }

    [Theory]
    [InlineData(new double[] { }, new double[] { })]
    [InlineData(new[] { 2, double.NaN, 1 }, new[] { double.NaN, 1, 2 })]
    [InlineData(new[] { double.NaN, 3, double.NegativeInfinity, double.NaN }, new[] { double.NaN, double.NaN, double.NegativeInfinity, 3 })]
    public void What_is_no_number_comes_first(double[] values, double[] expected)
    {
        Descriptive.Sort(values);

        values.ShouldBe(expected);
    }
}
