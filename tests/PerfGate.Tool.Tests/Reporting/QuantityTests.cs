using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Tests.Reporting;

public sealed class QuantityTests
{
    [Theory]
    [InlineData(0.0, "0 ns")]
    [InlineData(0.0004, "<0.001 ns")]
    [InlineData(0.0123, "0.0123 ns")]
    [InlineData(0.3, "0.300 ns")]
    [InlineData(0.99949, "0.999 ns")]
    [InlineData(1, "1.00 ns")]
    [InlineData(12.345, "12.3 ns")]
    [InlineData(99.96, "100 ns")]
    [InlineData(999.4, "999 ns")]
    [InlineData(999.6, "1.00 µs")]
    [InlineData(1e6, "1.00 ms")]
    [InlineData(1.5e9, "1.50 s")]
    [InlineData(1.234e12, "1234 s")]
    [InlineData(1e300, "1.00e+291 s")]
    [InlineData(-1234.0, "−1.23 µs")]
    [InlineData(double.NaN, "? ns")]
    [InlineData(double.PositiveInfinity, "∞ ns")]
    [InlineData(double.NegativeInfinity, "−∞ ns")]
    public void A_time_has_three_digits_and_the_unit_that_suits_it(double nanoseconds, string expected) =>
        Quantity.Text(nanoseconds, "ns").ShouldBe(expected);

    [Theory]
    [InlineData(0.0, "0 B")]
    [InlineData(24, "24 B")]
    [InlineData(1000, "1000 B")]
    [InlineData(0.5, "0.500 B")]
    [InlineData(1024, "1.00 KB")]
    [InlineData(1536, "1.50 KB")]
    [InlineData(1048576, "1.00 MB")]
    [InlineData(5e9, "4.66 GB")]
    [InlineData(2e12, "1.82 TB")]
    public void Bytes_are_whole_and_go_by_1024(double bytes, string expected) => Quantity.Text(bytes, "B").ShouldBe(expected);

    [Theory]
    [InlineData(2, "/1k op", "2 /1k op")]
    [InlineData(0.25, "/1k op", "0.250 /1k op")]
    [InlineData(123456, "req/s", "123 k req/s")]
    [InlineData(2.5, "ms", "2.50 ms")]
    [InlineData(2500, "us", "2.50 ms")]
    [InlineData(0.002, "s", "2.00 ms")]
    [InlineData(7, "", "7")]
    public void Other_units_keep_their_name(double value, string unit, string expected) => Quantity.Text(value, unit).ShouldBe(expected);

    [Fact]
    public void Both_values_of_a_row_share_the_unit_of_the_larger_one()
    {
        Quantity.Of(913.4, 1021, "ns").ShouldBe(new Quantity("0.913", "1.02", "µs"));
        Quantity.Of(1, 5e9, "ns").ShouldBe(new Quantity("<0.001", "5.00", "s"));
        Quantity.Of(0, 24, "B").ShouldBe(new Quantity("0", "24", "B"));
        Quantity.Of(double.NaN, 2000, "ns").ShouldBe(new Quantity("?", "2.00", "µs"));
        Quantity.Of(null, 12, "ns").ShouldBe(new Quantity("–", "12.0", "ns"));
        Quantity.Of(null, null, "B").ShouldBe(new Quantity("–", "–", "B"));
    }
}
