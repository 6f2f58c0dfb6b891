using System.Collections.Immutable;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Tests.Reporting;

/// <summary>Reports of any content that the types allow, hostile texts and numbers included; the same for the same seed.</summary>
internal sealed class RandomReport
{
    private static readonly double[] Numbers =
        [0, 1, 24, 0.1, 1.142, 12, 1234.5678, 1e-300, 1e300, double.Epsilon, double.MaxValue, double.NaN, double.PositiveInfinity];

    private readonly Random _random;

    /// <summary>Those of a gate: the others are the process's own.</summary>
    public static ImmutableArray<ExitCode> ExitCodes { get; } =
        [ExitCode.Pass, ExitCode.GateFailed, ExitCode.NotMeasured, ExitCode.Inconclusive];

    private RandomReport(int seed) => _random = new Random(seed);

    public static Report Of(int seed) => new RandomReport(seed).Report();

    private Report Report() => new(
        new GateResult(
            Any<Verdict>(),
            Any<FailureCause>(),
            Any<FailOn>(),
            new EnvironmentComparison(Host(), Host(), _random.Next(2) == 0, Texts()),
            [.. Enumerable.Range(0, _random.Next(12)).Select(_ => Finding())],
            Texts()),
        ExitCodes[_random.Next(ExitCodes.Length)],
        Text(),
        Text(),
        Texts(),
        [.. Enumerable.Range(0, _random.Next(3)).Select(_ => new SuiteFailure(Text(), Texts()))],
        TimeSpan.FromSeconds(_random.NextDouble() * 10_000));

    private HostEnvironment Host() => _random.Next(3) == 0 ? new HostEnvironment() : Sample.Host with { Cpu = Text() };

    private Finding Finding()
    {
        var metric = new Metric(Text(), _random.Next(2) == 0 ? "ns" : Text(), Any<Better>(), Any<MetricKind>());
        var id = new BenchmarkId(Text(), Text(), Text(), Text(), Text(), Text());
        var estimate = _random.Next(3) == 0
            ? null
            : new ChangeEstimate(
                Number(),
                Number(),
                Number(),
                _random.Next(2) == 0 ? null : _random.NextDouble(),
                Number(),
                Number(),
                Number(),
                _random.Next(2) == 0 ? null : Number());
        var comparison = new MetricComparison(
            id,
            Text(),
            metric,
            Any<ComparisonStatus>(),
            Any<Evidence>(),
            Side(),
            Side(),
            estimate,
            _random.Next(2) == 0 ? null : Text(),
            Texts());
        var accepted = _random.Next(3) == 0 ? new AcceptedRegression(Text(), Text(), Number(), Text(), new DateOnly(2027, 1, 31)) : null;
        return new Finding(comparison, Any<Outcome>(), SeverityLimits.Default, Any<FailureCause>(), accepted);
    }

    private SideSummary? Side() => _random.Next(4) == 0 ? null : new SideSummary(Number(), Number(), _random.Next(100), _random.Next(9));

    private double Number() => Numbers[_random.Next(Numbers.Length)];

    private string Text() => HostileText.All[_random.Next(HostileText.All.Length)];

    private ImmutableArray<string> Texts() => [.. Enumerable.Range(0, _random.Next(4)).Select(_ => Text())];

    private T Any<T>()
        where T : struct, Enum
    {
        var values = Enum.GetValues<T>();
        return values[_random.Next(values.Length)];
    }
}
