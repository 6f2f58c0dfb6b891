using PerfGate.Analysis.Model;

namespace PerfGate.Analysis.Tests.Model;

public sealed class BenchmarkIdTests
{
    [Fact]
    public void It_reads_as_short_as_a_place_allows()
    {
        var plain = new BenchmarkId("Shop", "Cart", "Total");
        var full = plain with { Parameters = "Items=10", Job = "Server=True", Runtime = ".NET 10.0" };

        (plain.DisplayName, plain.FullName, plain.ToString()).ShouldBe(("Cart.Total", "Shop.Cart.Total", "Shop.Cart.Total"));
        (full.DisplayName, full.FullName, full.ToString()).ShouldBe(
            ("Cart.Total(Items=10)", "Shop.Cart.Total(Items=10)", "Shop.Cart.Total(Items=10) [Server=True, .NET 10.0]"));
        (full with { Namespace = "" }).FullName.ShouldBe("Cart.Total(Items=10)");
    }

    [Theory]
    [InlineData("Shop.Cart.Total")]
    [InlineData("Cart.Total(Items=10)")]
    [InlineData("Shop.Cache<System.String>.Get(Size=100, Mode=Fast)")]
    [InlineData("Shop.Cart.Total(Path=a.b(c).d)")]
    public void A_full_name_is_read_as_it_is_written(string name) => BenchmarkId.Parse(name).FullName.ShouldBe(name);

    [Theory]
    [InlineData("")]
    [InlineData("Total")]
    [InlineData(".Total")]
    [InlineData("Cart.")]
    [InlineData("..Total")]
    [InlineData("Shop..Total")]
    [InlineData("Cart.Total(Items=10")]
    public void What_has_no_type_and_method_is_refused(string name) =>
        Should.Throw<FormatException>(() => BenchmarkId.Parse(name)).Message.ShouldContain($"'{name}'");
}
