using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;

namespace PerfGate.Analysis.Tests.Policy;

public sealed class BenchmarkPatternTests
{
    private static readonly BenchmarkId Get = new("Shop", "Cache<System.String>", "Get", "Size=100, Mode=Fast");

    [Theory]
    [InlineData("*")]
    [InlineData("Shop.*")]
    [InlineData("Shop.Cache<System.String>.Get")]
    [InlineData("Shop.Cache<System.String>.Get(Size=100, Mode=Fast)")]
    [InlineData("Shop.Cache<System.String>.Get(Size=100*")]
    [InlineData("*Mode=Fast)")]
    [InlineData("?hop.Cache*.G?t")]
    [InlineData(@"Sh\op.Cache*.Get")]
    public void A_glob_matches_the_name_with_or_without_parameters(string pattern) => BenchmarkPattern.Matches(pattern, Get).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("Shop")]
    [InlineData("shop.*")]
    [InlineData("Shop.Cart*")]
    [InlineData("Shop.Cache<System.String>.Get(Size=1")]
    [InlineData("Shop.Cache<System.String>.Get(Size=100, Mode=Fast)?")]
    [InlineData("Shop.Cache<System.String>.Get(Size=100, Mode=Fast) and much more*")]
    [InlineData(@"Shop\.*\*")]
    public void All_of_the_name_has_to_match(string pattern) => BenchmarkPattern.Matches(pattern, Get).ShouldBeFalse();
}
