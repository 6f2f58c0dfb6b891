using System.Globalization;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Results;
using PerfGate.Tool.Suites.Progress;

namespace PerfGate.Tool.Suites;

/// <summary>
/// Measures base and current next to each other: what the machine does to one it does to the other. All benchmarks get a few pairs of
/// launches; those that look changed get more, until the comparison asks for no more or the budget is spent.
/// </summary>
/// <param name="plan">What is measured, and what it is compared by.</param>
/// <param name="budget">What it may cost.</param>
/// <param name="progress">Is told how far it is.</param>
/// <param name="launcher">Measures a launch pair.</param>
/// <param name="keep">Called after each launch pair, when what was measured can be kept.</param>
internal sealed class SideBySide(
    MeasuringPlan plan,
    MeasuringBudget budget,
    IProgress<MeasureEvent> progress,
    PairLauncher launcher,
    Action? keep = null)
{
    private readonly List<FailedSuite> _failures = [];
    private readonly HashSet<BenchmarkKey> _retested = [];
    private readonly List<(SuitePair Pair, LaunchUnit Unit)> _skipped = [];
    private readonly HashSet<BenchmarkKey> _barren = [];
    private int _done;
    private int _total;

    public async Task<SideBySideResult> MeasureAsync(IReadOnlyList<SuitePair> suites, CancellationToken cancellationToken)
    {
        var measured = suites.ToList();
        _total = measured.Sum(pair => pair.Units(plan.Filter, only: null).Sum(unit => plan.Screening.For(unit) * unit.Announcements));
        for (var launch = 1; launch <= plan.Screening.Most; launch++)
        {
            var step = plan.Screening.Most == 1
                ? "screening"
                : string.Create(CultureInfo.InvariantCulture, $"screening, launch {launch} of {plan.Screening.Most}");

            // What an interrupted measurement has kept is not measured again.
            foreach (var pair in measured.ToList())
            {
                IReadOnlyList<LaunchUnit> due =
                [
                    .. pair.Units(plan.Filter, only: null)
                        .Where(unit => launch <= plan.Screening.For(unit) && pair.LaunchesOf(unit) < launch),
                ];
                await LaunchAsync(measured, pair, due, step, cancellationToken);
            }
        }

        var comparison = Compare(measured);
        while (Wanted(comparison) is { Count: > 0 } wanted)
        {
            var before = Yielded(measured);
            await MeasureAgainAsync(measured, wanted, cancellationToken);

            // A suspect that yields nothing when it is measured again, or that the budget does not reach, would be asked for without end.
            var after = Yielded(measured);
            foreach (var request in wanted)
            {
                var suspect = request.Key.Case;
                if (after.GetValueOrDefault(suspect) == before.GetValueOrDefault(suspect)) _barren.Add(suspect);
                else _retested.Add(suspect);
            }

            comparison = Compare(measured);
        }

        var (was, now) = Join(measured);
        var skipped = Skipped(comparison);
        return new SideBySideResult(
            was,
            now,
            With(comparison, skipped),
            _retested.Count,
            launcher.Course,
            _failures,
            skipped);
    }

    private List<MeasurementRequest> Wanted(ComparisonResult comparison) =>
        [.. comparison.Requests.Where(request => !_barren.Contains(request.Key.Case))];

    private static Dictionary<BenchmarkKey, int> Yielded(List<SuitePair> measured) => measured
        .SelectMany(pair => pair.Yielded().Select(entry => KeyValuePair.Create(new BenchmarkKey(pair.Name, entry.Key), entry.Value)))
        .ToDictionary();

    private ComparisonResult Compare(List<SuitePair> measured)
    {
        var (before, after) = Join(measured);
        return plan.Compare(before, after);
    }

    private (ResultSet Base, ResultSet Current) Join(List<SuitePair> measured)
    {
        // Where something else screens, what was not measured is missing nowhere.
        var results = measured.ConvertAll(pair => plan.Screening.Most == 0 ? pair.Measured() : pair.Results());
        var current = ResultSets.Join([.. results.Select(pair => pair.Current)]);
        var before = ResultSets.Join([.. results.Select(pair => pair.Base).OfType<ResultSet>()]);

        // Both were measured here, also where every suite is new and the base has none to say so.
        return (before with { Environment = current.Environment }, current);
    }

    private async Task MeasureAgainAsync(
        List<SuitePair> measured, IReadOnlyList<MeasurementRequest> requests, CancellationToken cancellationToken)
    {
        foreach (var pair in measured.ToList())
        {
            var own = requests.Where(request => string.Equals(request.Suite, pair.Name, StringComparison.Ordinal)).ToList();
            var rounds = own.Count == 0 ? 0 : own.Max(request => request.Pairs);
            _total += Enumerable.Range(0, rounds).Sum(round => Units(round).Sum(unit => unit.Announcements));
            for (var round = 0; round < rounds && measured.Contains(pair); round++)
            {
                await LaunchAsync(measured, pair, Units(round), Suspects(own, round, rounds), cancellationToken);
            }

            IReadOnlyList<LaunchUnit> Units(int round) =>
                pair.Units(plan.Filter, [.. own.Where(request => request.Pairs > round).Select(request => request.Benchmark)]);
        }
    }

    private static string Suspects(List<MeasurementRequest> requests, int round, int rounds)
    {
        var worst = requests.MaxBy(request => request.Estimate?.Worsening ?? 0)!;
        var which = requests.Count == 1 ? "1 suspect" : string.Create(CultureInfo.InvariantCulture, $"{requests.Count} suspects");
        var so = worst.Estimate is { } estimate ? $"; {worst.Benchmark.Method} so far {SoFar(estimate, worst.Metric)}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{which} again, {round + 1} of {rounds}{so}");
    }

    private static string SoFar(ChangeEstimate estimate, Metric metric) => metric.Kind == MetricKind.Exact
        ? $"{metric.Name} {(double.IsInfinity(estimate.Ratio) ? "up from 0" : Percent(estimate.Ratio))}"
        : $"{Percent(estimate.Ratio)} [{Percent(estimate.RatioLow)}, {Percent(estimate.RatioHigh)}]";

    private static string Percent(double ratio) => string.Create(CultureInfo.InvariantCulture, $"{(ratio - 1) * 100:+0;-0;0} %");

    private async Task LaunchAsync(
        List<SuitePair> measured,
        SuitePair pair,
        IReadOnlyList<LaunchUnit> units,
        string step,
        CancellationToken cancellationToken)
    {
        foreach (var unit in units)
        {
            if (!measured.Contains(pair)) return;
            if (!budget.Allows(unit.Weight))
            {
                _skipped.Add((pair, unit));
                continue;
            }

            await AttemptAsync(measured, pair, unit, OnBenchmark, cancellationToken);
            budget.Spent(unit.Weight);
            keep?.Invoke();
        }

        void OnBenchmark(string name)
        {
            progress.Report(new MeasureEvent(pair.Name, step, name, Math.Min(_done, _total - 1), _total));
            _done++;
        }
    }

    private async Task AttemptAsync(
        List<SuitePair> measured, SuitePair pair, LaunchUnit unit, Action<string> onBenchmark, CancellationToken cancellationToken)
    {
        try
        {
            await launcher.LaunchAsync(pair, unit, onBenchmark, cancellationToken);
        }
        catch (SuiteFailedException problem)
        {
            _failures.Add(problem.Failure);
            measured.Remove(pair);
        }
    }

    private List<SkippedBenchmark> Skipped(ComparisonResult comparison)
    {
        // What was compared once, though not with as many launches as were wanted, is not left out.
        var known = comparison.Comparisons
            .Where(item => item.Status == ComparisonStatus.Compared)
            .Select(item => item.Key.Case)
            .ToHashSet();
        return
        [
            .. _skipped.SelectMany(skip => skip.Pair.Unmeasured(skip.Unit).Select(id => new BenchmarkKey(skip.Pair.Name, id)))
                .Distinct()
                .Where(benchmark => !known.Contains(benchmark))
                .Select(benchmark => new SkippedBenchmark(benchmark.Suite, benchmark.Id, $"{budget.Ended}: it was not measured.")),
        ];
    }

    /// <summary>A comparison in which what the budget did not reach at all is undecided, not missing.</summary>
    public static ComparisonResult With(ComparisonResult comparison, IReadOnlyList<SkippedBenchmark> skipped)
    {
        if (skipped.Count == 0) return comparison;
        var left = skipped.Select(skip => new BenchmarkKey(skip.Suite, skip.Benchmark)).ToHashSet();

        // A method of which no case was measured stands among the results once, as the suite lists it.
        var methods = skipped.Select(skip => (skip.Suite, SuitePair.Listed(skip.Benchmark))).ToHashSet();
        return comparison with
        {
            Comparisons =
            [
                .. comparison.Comparisons.Where(item => !IsLeft(item)),
                .. skipped.Select(skip => new MetricComparison(
                    skip.Benchmark,
                    skip.Suite,
                    Metric.Time,
                    ComparisonStatus.Compared,
                    Evidence.Undecided,
                    null,
                    null,
                    null,
                    skip.Reason,
                    [])),
            ],
        };

        bool IsLeft(MetricComparison item) => left.Contains(item.Key.Case)
            || (item is { Baseline: null, Current: null, Benchmark.Parameters: "" }
                && methods.Contains((item.Suite, SuitePair.Listed(item.Benchmark))));
    }
}
