using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;

namespace PerfGate.Evaluation.Simulation;

/// <summary>One simulated suite in two versions, with machines that measure launches of it on demand.</summary>
internal sealed class Laboratory
{
    public const int Iterations = 15;
    private const int FreshIterations = 5;
    private const int Slices = 40;
    private const double MachineScatter = 0.10;

    private readonly Scenario scenario;
    private readonly Traits[] traits;
    private readonly double[] changes;
    private readonly Machine here;
    private readonly Dice dice;
    private readonly List<ImmutableArray<double>>[] freshWas;
    private readonly List<ImmutableArray<double>>[] freshNow;

    public Laboratory(Scenario scenario, Dice dice, double[] changes)
    {
        (this.scenario, this.dice, this.changes) = (scenario, dice, changes);
        traits = [.. changes.Select(_ => Traits.Roll(dice, scenario.Noise))];
        here = new Machine(dice, scenario.Noise);
        (Was, Now) = (Lists(), Lists());
        (freshWas, freshNow) = (Lists(), Lists());
        MeasureScreen();
    }

    /// <summary>Launches that screen, a list a benchmark.</summary>
    public List<ImmutableArray<double>>[] Was { get; }

    /// <summary>Launches that screen, a list a benchmark.</summary>
    public List<ImmutableArray<double>>[] Now { get; }

    /// <summary>Fresh launches of both sides that were asked for.</summary>
    public int ExtraLaunches { get; private set; }

    public bool IsPaired => scenario.Flow is Flow.Interleaved or Flow.Lockstep;

    private bool IsStored => scenario.Flow is Flow.Stored or Flow.TwoFilesStored;

    /// <summary>Measures what the engine asks for until it is content, and returns what it says then.</summary>
    public ComparisonResult Judge(ComparisonOptions options)
    {
        while (true)
        {
            var result = Compare(options);
            if (result.Requests.IsEmpty || scenario.Flow is Flow.TwoFiles or Flow.TwoFilesStored) return result;
            foreach (var request in result.Requests) MeasureFresh(IndexOf(request.Benchmark), request.Pairs);
        }
    }

    /// <summary>The level of earlier runs of the base version, each in its own state of the machine.</summary>
    public double[] History(int benchmark, int runs)
    {
        var means = new double[runs];
        for (var i = 0; i < runs; i++)
        {
            var machine = IsStored ? Another() : new Machine(dice, scenario.Noise);
            means[i] = machine.Launch(traits[benchmark], 0, Iterations, IsStored ? Traits.InteractionScatter * dice.HeavyTailed() : 0).Average();
        }

        return means;
    }

    public static int IndexOf(BenchmarkId id) => int.Parse(id.Method.AsSpan(1), CultureInfo.InvariantCulture);

    public ComparisonResult Compare(ComparisonOptions options)
    {
        if (!IsPaired)
        {
            return scenario.Flow is Flow.TwoFiles or Flow.TwoFilesStored
                ? Comparer.Compare(Set(Was), Set(Now), options with { Design = LaunchDesign.Independent })
                : Comparer.Compare(Set(Was), Set(Now), new FreshPairs(Set(freshWas), Set(freshNow)), options with { Design = LaunchDesign.Paired });
        }

        var design = scenario.Flow == Flow.Lockstep ? LaunchDesign.Lockstep : LaunchDesign.Paired;
        return Comparer.Compare(
            Set(Joined(Was, freshWas)),
            Set(Joined(Now, freshNow)),
            options with { Design = design, ScreeningPairs = scenario.Launches });
    }

    private void MeasureScreen()
    {
        if (IsPaired)
        {
            for (var k = 0; k < scenario.Launches; k++)
            {
                for (var i = 0; i < traits.Length; i++) MeasurePair(i, Was[i], Now[i], Iterations);
            }

            return;
        }

        var there = IsStored ? Another() : here;
        for (var i = 0; i < traits.Length; i++)
        {
            for (var k = 0; k < scenario.Launches; k++) Was[i].Add(Frozen(there.Launch(traits[i], 0, Iterations, IsStored ? traits[i].Interaction : 0)));
        }

        for (var i = 0; i < traits.Length; i++)
        {
            for (var k = 0; k < scenario.Launches; k++) Now[i].Add(Frozen(here.Launch(traits[i], changes[i], Iterations)));
        }
    }

    private Machine Another() => new(dice, scenario.Noise, MachineScatter * dice.HeavyTailed());

    private void MeasureFresh(int benchmark, int pairs)
    {
        ExtraLaunches += 2 * pairs;
        for (var k = 0; k < pairs; k++) MeasurePair(benchmark, freshWas[benchmark], freshNow[benchmark], FreshIterations);
    }

    private void MeasurePair(int i, List<ImmutableArray<double>> was, List<ImmutableArray<double>> now, int iterations)
    {
        double[] x, y;
        if (scenario.Flow == Flow.Lockstep)
        {
            (x, y) = here.LockstepPair(traits[i], changes[i], Slices);
        }
        else if (dice.Chance(0.5))
        {
            x = here.Launch(traits[i], 0, iterations);
            y = here.Launch(traits[i], changes[i], iterations);
        }
        else
        {
            y = here.Launch(traits[i], changes[i], iterations);
            x = here.Launch(traits[i], 0, iterations);
        }

        was.Add(Frozen(x));
        now.Add(Frozen(y));
    }

    private List<ImmutableArray<double>>[] Lists() => [.. changes.Select(_ => new List<ImmutableArray<double>>())];

    private static List<ImmutableArray<double>>[] Joined(List<ImmutableArray<double>>[] first, List<ImmutableArray<double>>[] then) =>
        [.. first.Zip(then, (a, b) => b.Count == 0 ? a : [.. a, .. b])];

    private static ResultSet Set(List<ImmutableArray<double>>[] launches) => new(
        new Provenance(),
        new HostEnvironment("linux"),
        [
            .. launches.Select((list, i) => new BenchmarkResult(Ids.Of(i), "", [new MetricSamples(Metric.Time, [.. list])]))
                .Where(static benchmark => benchmark.Metrics[0].Launches.Length > 0),
        ],
        []);

    private static ImmutableArray<double> Frozen(double[] values) => ImmutableCollectionsMarshal.AsImmutableArray(values);

    private static class Ids
    {
        private static readonly BenchmarkId[] Known =
            [.. Enumerable.Range(0, 1000).Select(i => new BenchmarkId("", "B", "M" + i.ToString("000", CultureInfo.InvariantCulture)))];

        public static BenchmarkId Of(int index) => Known[index];
    }
}
