using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Checking;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Tests.Results;

namespace PerfGate.Tool.Tests.Checking;

public sealed class JudgementTests
{
    /// <summary>Lockstep and whole launches are compared by themselves, and what the budget left out is added to both.</summary>
    [Fact]
    public void Parts_of_a_comparison_are_reported_in_one_order()
    {
        using var folder = new TestFolder();
        var host = new Host(
            TextWriter.Null, TextWriter.Null, new Dictionary<string, string>(StringComparer.Ordinal), folder.Path, TimeProvider.System);
        var environment = new EnvironmentComparison(new HostEnvironment(), new HostEnvironment(), Comparable: true, []);
        var comparison = new ComparisonResult(environment, [Added("Second", "A"), Added("First", "B"), Added("First", "A")], []);

        var report = Judgement.Of(
            CommandContext.Create(host, new CommandLineValues()), new ExplainedComparison(comparison, "base", "current", []));

        report.Result.Findings.Select(finding => $"{finding.Comparison.Suite} {finding.Comparison.Benchmark.Method}")
            .ShouldBe(["First A", "First B", "Second A"]);
    }

    private static MetricComparison Added(string suite, string method) => new(
        new BenchmarkId("Shop", "Cart", method),
        suite,
        Metric.Time,
        ComparisonStatus.Added,
        Evidence.Undecided,
        null,
        new SideSummary(1, 1, 1, 1),
        null,
        null,
        []);
}
