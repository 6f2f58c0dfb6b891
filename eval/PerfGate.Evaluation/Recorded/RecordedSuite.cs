using System.Collections.Immutable;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Evaluation.Simulation;

namespace PerfGate.Evaluation.Recorded;

/// <summary>Recorded material from which suites are drawn. Within one drawn suite no launch is used twice.</summary>
/// <param name="Load">What else ran when it was recorded.</param>
/// <param name="Names">Its benchmarks.</param>
/// <param name="Pairs">
/// Launch pairs of a benchmark in lockstep or in neighbourhood, from which a draw takes some in random order with random sides.
/// </param>
/// <param name="Design">How the launches of a pair relate.</param>
/// <param name="Screening">Pairs that screen.</param>
internal sealed record RecordedSuite(
    string Load,
    IReadOnlyList<string> Names,
    Func<string, Dice, List<(double[] Base, double[] Current)>> Pairs,
    LaunchDesign Design,
    int Screening)
{
    /// <summary>
    /// Independent launches, of which neighbours in time form a pair: nothing but the minutes between them ties them together.
    /// </summary>
    public static RecordedSuite OfLaunches(Recording recording) => new(
        recording.Load,
        [.. recording.Pairs.Keys],
        (name, dice) =>
        {
            var launches = recording.Pairs[name].ConvertAll(pair => pair.Base);
            var start = dice.Below(2);
            var neighbours = Enumerable.Range(0, (launches.Count - start) / 2)
                .Select(k => (launches[start + (2 * k)], launches[start + (2 * k) + 1]));
            return Shuffled(neighbours, dice);
        },
        LaunchDesign.Paired,
        Screening: 3);

    /// <summary>Launch pairs in lockstep. Only ratios matter: the level is nobody's.</summary>
    public static RecordedSuite OfPairs(Recording recording)
    {
        const double level = 1000;
        var measured = recording.Pairs.ToDictionary(
            entry => entry.Key,
            entry => entry.Value.ConvertAll(pair => (
                Array.ConvertAll(pair.Ratios, _ => level),
                Array.ConvertAll(pair.Logs(), ratio => level * Math.Exp(ratio)))),
            StringComparer.Ordinal);
        return new RecordedSuite(
            recording.Load,
            [.. recording.Pairs.Keys],
            (name, dice) => Shuffled(measured[name], dice),
            LaunchDesign.Lockstep,
            Screening: 1);
    }

    /// <summary>Lets the engine decide about a suite that is drawn from the recording.</summary>
    /// <param name="dice">Draws the launches.</param>
    /// <param name="slowed">The benchmark that got slower on the current side.</param>
    /// <param name="level">By how much; 0.25 is 25 %.</param>
    /// <param name="smallest">Smallest worsening that matters.</param>
    public ImmutableArray<MetricComparison> Judge(Dice dice, string slowed, double level, double smallest = 0.10)
    {
        var drawn = Names.ToDictionary(name => name, name => Pairs(name, dice), StringComparer.Ordinal);
        var used = Names.ToDictionary(name => name, _ => Screening, StringComparer.Ordinal);
        var options = new ComparisonOptions { Design = Design, ScreeningPairs = Screening, SmallestWorsening = (_, _) => smallest };
        while (true)
        {
            var result = Comparer.Compare(Set(isCurrent: false), Set(isCurrent: true), options);
            var more = result.Requests.Where(request => used[request.Benchmark.Method] < drawn[request.Benchmark.Method].Count).ToList();
            if (more.Count == 0) return result.Comparisons;
            foreach (var request in more) used[request.Benchmark.Method] += request.Pairs;
        }

        ResultSet Set(bool isCurrent) =>
            new(new Provenance(), new HostEnvironment(), [.. Names.Select(name => Benchmark(name, isCurrent))], []);

        BenchmarkResult Benchmark(string name, bool isCurrent)
        {
            var factor = isCurrent && string.Equals(name, slowed, StringComparison.Ordinal) ? 1 + level : 1;
            var launches = drawn[name]
                .Take(used[name])
                .Select(pair => (isCurrent ? pair.Current : pair.Base).Select(value => value * factor).ToImmutableArray());
            return new BenchmarkResult(new BenchmarkId("", "Recorded", name), "", [new MetricSamples(Metric.Time, [.. launches])]);
        }
    }

    private static List<(double[] Base, double[] Current)> Shuffled(IEnumerable<(double[] First, double[] Second)> pairs, Dice dice) =>
        [.. pairs.OrderBy(_ => dice.Next()).Select(pair => dice.Chance(0.5) ? pair : (pair.Second, pair.First))];
}
