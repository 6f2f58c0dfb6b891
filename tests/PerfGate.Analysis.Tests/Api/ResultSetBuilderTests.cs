using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;

namespace PerfGate.Analysis.Tests.Api;

public sealed class ResultSetBuilderTests
{
    private static readonly DateOnly Today = new(2026, 7, 1);

    [Theory]
    [InlineData("Shop.Cart.Total", "Shop", "Cart", "Total", "")]
    [InlineData("Cart.Total", "", "Cart", "Total", "")]
    [InlineData("A.B.Cache<System.String, C.D<E.F>>.Get(Path=a.b(c), N=1)", "A.B", "Cache<System.String, C.D<E.F>>", "Get",
        "Path=a.b(c), N=1")]
    [InlineData("A.B.C()", "A", "B", "C", "")]
    public void A_full_name_is_read_into_its_parts(string text, string space, string type, string method, string parameters)
    {
        var id = BenchmarkId.Parse(text);

        id.ShouldBe(new BenchmarkId(space, type, method, parameters));
        if (!text.EndsWith("()", StringComparison.Ordinal)) id.FullName.ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Total")]
    [InlineData(".Total")]
    [InlineData("Cart.")]
    [InlineData("Shop..Total")]
    [InlineData("Cart.Total(N=1")]
    [InlineData("Cache<A.B>")]
    public void What_is_no_name_of_a_benchmark_is_refused(string text) =>
        Should.Throw<FormatException>(() => BenchmarkId.Parse(text)).Message.ShouldContain("Type.Method");

    [Fact]
    public void Each_call_adds_a_launch()
    {
        var results = new ResultSetBuilder().Add("A.B", Metric.Time, 1, 2).Add("A.B", Metric.Allocated, 8).Add("A.B", Metric.Time, 3)
            .Add("A.C", Metric.Time, 4).Build();

        results.Benchmarks.Select(benchmark => benchmark.Id.Method).ShouldBe(["B", "C"]);
        results.Benchmarks[0].Find("time")!.Launches.ShouldBe([[1.0, 2.0], [3.0]]);
        results.Benchmarks[0].Find("allocated")!.Values.ShouldBe([8.0]);
    }

    [Fact]
    public void A_launch_without_a_value_is_refused() =>
        Should.Throw<ArgumentException>(() => new ResultSetBuilder().Add("A.B", Metric.Time));

    [Fact]
    public void Judging_two_result_sets_applies_the_whole_policy()
    {
        var before = new ResultSetBuilder().Add("A.B", Metric.Allocated, 100).Add("A.B", Metric.Gen0, 1).Build();
        var after = new ResultSetBuilder().Add("A.B", Metric.Allocated, 130).Add("A.B", Metric.Gen0, 5).Build();

        var strict = Gate.Judge(before, after, new GatePolicy(), Today);
        var accepting = Gate.Judge(before, after,
            new GatePolicy { Accepted = [new AcceptedRegression("A.*", "allocated", 0.5, "known", Today)] }, Today);
        var expired = Gate.Judge(before, after,
            new GatePolicy { Accepted = [new AcceptedRegression("A.*", "allocated", 0.5, "known", Today)] }, Today.AddDays(1));

        strict.Findings.ShouldHaveSingleItem().Outcome.ShouldBe(Outcome.Major);
        strict.Verdict.ShouldBe(Verdict.Fail);
        accepting.Verdict.ShouldBe(Verdict.Pass);
        expired.Verdict.ShouldBe(Verdict.Fail);
    }

    [Fact]
    public void Sides_from_different_machines_leave_times_undecided()
    {
        var before = new ResultSetBuilder(new HostEnvironment(Cpu: "one"));
        var after = new ResultSetBuilder(new HostEnvironment(Cpu: "two"));
        for (var launch = 0; launch < 3; launch++)
        {
            before.Add("A.B", Metric.Time, 100, 101, 102);
            after.Add("A.B", Metric.Time, 300, 301, 302);
        }

        Gate.Judge(before.Build(), after.Build(), new GatePolicy(),
            Today).Findings.ShouldHaveSingleItem().Outcome.ShouldBe(Outcome.Inconclusive);
    }
}
