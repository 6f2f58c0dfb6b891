using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;

namespace PerfGate.Analysis.Tests.Api;

/// <summary>What is missing in what a caller hands over is named where it was handed over.</summary>
public sealed class EntryPointTests
{
    private static readonly ResultSet Results = new ResultSetBuilder().Add("A.B", Metric.Time, 1, 2).Build();
    private static readonly GatePolicy Policy = new();
    private static readonly ComparisonOptions Options = new() { Design = LaunchDesign.Paired };
    private static readonly ComparisonResult Compared = Comparer.Compare(Results, Results, Options);
    private static readonly BenchmarkId Id = new("", "A", "B");

    public static TheoryData<string, Action> Nulls => new()
    {
        { "baseline", () => Comparer.Compare(null!, Results, Options) },
        { "current", () => Comparer.Compare(Results, null!, Options) },
        { "options", () => Comparer.Compare(Results, Results, null!) },
        { "baseline", () => Comparer.Compare(null!, Results, FreshPairs.None, Options) },
        { "current", () => Comparer.Compare(Results, null!, FreshPairs.None, Options) },
        { "fresh", () => Comparer.Compare(Results, Results, null!, Options) },
        { "fresh", () => Comparer.Compare(Results, Results, new FreshPairs(null!, Results), Options) },
        { "options", () => Comparer.Compare(Results, Results, FreshPairs.None, null!) },
        { "baseline", () => Gate.Judge(null!, Results, Policy, default) },
        { "current", () => Gate.Judge(Results, null!, Policy, default) },
        { "policy", () => Gate.Judge(Results, Results, null!, default) },
        { "comparison", () => Gate.Judge(null!, Policy, default) },
        { "policy", () => Gate.Judge(Compared, null!, default) },
        { "policy", () => Gate.OptionsFor(null!) },
        { "policy", () => Gate.SelectMetrics(null!, Results) },
        { "results", () => Gate.SelectMetrics(Policy, null!) },
        { "pattern", () => BenchmarkPattern.Matches(null!, Id) },
        { "id", () => BenchmarkPattern.Matches("*", null!) },
        { "fullName", () => BenchmarkId.Parse(null!) },
        { "name", () => Results.Benchmarks[0].Find(null!) },
        { "metric", () => MetricSamples.FromValue(null!, 1) },
        { "metric", () => new ResultSetBuilder().Add(Id, null!, 1) },
        { "benchmark", () => new ResultSetBuilder().Add((BenchmarkId)null!, Metric.Time, 1) },
    };

    public static TheoryData<string, Action> Unset => new()
    {
        { "Benchmarks", () => _ = Results with { Benchmarks = default } },
        { "Benchmarks", () => _ = new ResultSet(Results.Provenance, Results.Environment, default, []) },
        { "Warnings", () => _ = Results with { Warnings = default } },
        { "Warnings", () => _ = new ResultSet(Results.Provenance, Results.Environment, [], default) },
        { "Metrics", () => _ = Results.Benchmarks[0] with { Metrics = default } },
        { "Metrics", () => _ = new BenchmarkResult(Id, "", default) },
        { "Launches", () => _ = new MetricSamples(Metric.Time, default) },
        { "Launches", () => _ = new MetricSamples(Metric.Time, [[1], default]) },
        { "Launches", () => _ = Results.Benchmarks[0].Metrics[0] with { Launches = default } },
        { "Launches", () => _ = Results.Benchmarks[0].Metrics[0] with { Launches = [default] } },
        { "Boundaries", () => Comparer.Compare(Results, Results, Options with { Design = LaunchDesign.Paired, Boundaries = (_, _) => default }) },
        { "Comparisons", () => _ = Compared with { Comparisons = default } },
        { "Comparisons", () => _ = new ComparisonResult(Compared.Environment, default, []) },
        { "Metrics", () => _ = Policy with { Metrics = default } },
        { "Rules", () => _ = Policy with { Rules = default } },
        { "Accepted", () => _ = Policy with { Accepted = default } },
    };

    [Theory]
    [MemberData(nameof(Nulls))]
    public void Null_is_refused_by_its_name(string parameter, Action call) =>
        Should.Throw<ArgumentNullException>(call).ParamName.ShouldBe(parameter);

    [Theory]
    [MemberData(nameof(Unset))]
    public void An_array_that_was_never_set_is_refused_by_its_name(string name, Action call)
    {
        var refused = Should.Throw<ArgumentException>(call);

        refused.Message.ShouldStartWith($"{name}: the array was never set");
        refused.ParamName.ShouldBe(name);
    }
}
