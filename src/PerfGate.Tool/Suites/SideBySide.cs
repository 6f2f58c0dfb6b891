using System.Globalization;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Results;

namespace PerfGate.Tool.Suites;

/// <summary>What measuring two revisions on this machine yielded.</summary>
/// <param name="Base">Results of the base.</param>
/// <param name="Current">Results of the current state.</param>
/// <param name="Comparison">The comparison with all that was measured.</param>
/// <param name="Retested">Number of benchmarks that were suspected and measured again.</param>
/// <param name="IsLockstep">Whether anything was measured in lockstep.</param>
/// <param name="ByWholeLaunches">Benchmarks that could not be measured in lockstep, without parameters.</param>
/// <param name="Failures">Suites that could not be measured.</param>
internal sealed record SideBySideResult(
    ResultSet Base,
    ResultSet Current,
    ComparisonResult Comparison,
    int Retested,
    bool IsLockstep,
    IReadOnlyCollection<string> ByWholeLaunches,
    IReadOnlyList<FailedSuite> Failures);

/// <summary>
/// Measures base and current next to each other: what the machine does to one it does to the other. All benchmarks get a few pairs of
/// launches; those that look changed get more, until the comparison asks for no more.
/// </summary>
internal sealed class SideBySide(GatePolicy policy, int launches, IProgress<MeasureEvent> progress, PairLauncher launcher)
{
    private readonly List<FailedSuite> _failures = [];
    private readonly HashSet<(string Suite, BenchmarkId Benchmark)> _retested = [];
    private int _done;
    private int _total;

    public async Task<SideBySideResult> MeasureAsync(IReadOnlyList<SuitePair> suites, IReadOnlyList<string> filter, CancellationToken cancellationToken)
    {
        var measured = suites.ToList();
        _total = launches * measured.Sum(pair => pair.Announcements * pair.Current.Launcher.Suite.Benchmarks.Count);
        for (var launch = 1; launch <= launches; launch++)
        {
            foreach (var pair in measured.ToList())
            {
                await LaunchPairAsync(pair, filter, string.Create(CultureInfo.InvariantCulture, $"launch {launch} of {launches}"), measured, cancellationToken);
            }
        }

        var comparison = Compare(measured);
        while (!comparison.Requests.IsEmpty)
        {
            await MeasureAgainAsync(measured, comparison.Requests, cancellationToken);
            var next = Compare(measured);

            // A suspect that yields nothing when it is measured again would be asked for without end.
            var stuck = LaunchesOf(next) == LaunchesOf(comparison);
            comparison = next;
            if (stuck) break;
        }

        var (before, after) = Join(measured);
        return new SideBySideResult(before, after, comparison, _retested.Count, IsLockstep(measured), launcher.ByWholeLaunches, _failures);
    }

    private static int LaunchesOf(ComparisonResult comparison) => comparison.Comparisons.Sum(item => item.Current?.Launches ?? 0);

    private ComparisonResult Compare(List<SuitePair> measured)
    {
        var (before, after) = Join(measured);
        return Comparer.Compare(
            Gate.SelectMetrics(policy, before),
            Gate.SelectMetrics(policy, after),
            Gate.OptionsFor(policy, IsLockstep(measured) ? LaunchDesign.Lockstep : LaunchDesign.Paired) with { ScreeningPairs = launches });
    }

    private static bool IsLockstep(List<SuitePair> measured) => measured.Exists(pair => pair.IsLockstep);

    private static (ResultSet Base, ResultSet Current) Join(List<SuitePair> measured)
    {
        var results = measured.ConvertAll(pair => pair.Results());
        var current = ResultSets.Join([.. results.Select(pair => pair.Current)]);
        var before = ResultSets.Join([.. results.Select(pair => pair.Base).OfType<ResultSet>()]);

        // Both were measured here, also where every suite is new and the base has none to say so.
        return (before with { Environment = current.Environment }, current);
    }

    private async Task MeasureAgainAsync(List<SuitePair> measured, IReadOnlyList<MeasurementRequest> requests, CancellationToken cancellationToken)
    {
        foreach (var request in requests) _retested.Add((request.Suite, request.Benchmark));
        foreach (var pair in measured.ToList())
        {
            var own = requests.Where(request => string.Equals(request.Suite, pair.Name, StringComparison.Ordinal)).ToList();
            _total += pair.Announcements * own.Sum(request => request.Pairs);
            for (var i = 0; own.Exists(request => request.Pairs > i) && measured.Contains(pair); i++)
            {
                var wanted = own.Where(request => request.Pairs > i).ToList();
                var suspects = wanted.Count == 1 ? "a suspect" : string.Create(CultureInfo.InvariantCulture, $"{wanted.Count} suspects");
                var step = string.Create(CultureInfo.InvariantCulture, $"{suspects} again, {i + 1} of {own.Max(request => request.Pairs)}");
                await LaunchPairAsync(pair, BenchmarkFilter.For(wanted.Select(request => request.Benchmark)), step, measured, cancellationToken);
            }
        }
    }

    private async Task LaunchPairAsync(SuitePair pair, IReadOnlyList<string> filter, string step, List<SuitePair> measured, CancellationToken cancellationToken)
    {
        try
        {
            void OnBenchmark(string name)
            {
                progress.Report(new MeasureEvent(pair.Name, step, name, Math.Min(_done, _total - 1), _total));
                _done++;
            }

            await launcher.LaunchAsync(pair, filter, OnBenchmark, cancellationToken);
        }
        catch (SuiteFailedException problem)
        {
            // Ctrl-C in a terminal reaches the children first: what they leave is no failure.
            cancellationToken.ThrowIfCancellationRequested();
            _failures.Add(problem.Failure);
            measured.Remove(pair);
        }
    }
}
