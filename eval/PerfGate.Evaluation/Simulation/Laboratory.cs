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

    private readonly Scenario _scenario;
    private readonly Traits[] _traits;
    private readonly double[] _changes;
    private readonly Machine _here;
    private readonly Dice _dice;
    private readonly List<ImmutableArray<double>>[] _freshWas;
    private readonly List<ImmutableArray<double>>[] _freshNow;

    public Laboratory(Scenario scenario, Dice dice, double[] changes)
    {
        (_scenario, _dice, _changes) = (scenario, dice, changes);
        _traits = [.. changes.Select(_ => Traits.Roll(dice, scenario.Noise))];
        _here = new Machine(dice, scenario.Noise);
        (Was, Now) = (Lists(), Lists());
        (_freshWas, _freshNow) = (Lists(), Lists());
        MeasureScreen();
    }

    /// <summary>Launches that screen, a list a benchmark.</summary>
    public List<ImmutableArray<double>>[] Was { get; }

    /// <summary>Launches that screen, a list a benchmark.</summary>
    public List<ImmutableArray<double>>[] Now { get; }

    /// <summary>Fresh launches of both sides that were asked for.</summary>
    public int ExtraLaunches { get; private set; }

    public bool IsPaired => _scenario.Flow is Flow.Interleaved or Flow.Lockstep;

    private bool IsStored => _scenario.Flow is Flow.Stored or Flow.TwoFilesStored;

    /// <summary>Measures what the engine asks for until it is content, and returns what it says then.</summary>
    public ComparisonResult Judge(ComparisonOptions options)
    {
        while (true)
        {
            var result = Compare(options);
            if (result.Requests.IsEmpty || _scenario.Flow is Flow.TwoFiles or Flow.TwoFilesStored) return result;
            foreach (var request in result.Requests) MeasureFresh(IndexOf(request.Benchmark), request.Pairs);
        }
    }

    /// <summary>The level of earlier runs of the base version, each in its own state of the machine.</summary>
    public double[] History(int benchmark, int runs)
    {
        var means = new double[runs];
        for (var i = 0; i < runs; i++)
        {
            var machine = IsStored ? Another() : new Machine(_dice, _scenario.Noise);
            var interaction = IsStored ? Traits.InteractionScatter * _dice.HeavyTailed() : 0;
            means[i] = machine.Launch(_traits[benchmark], 0, Iterations, interaction).Average();
        }

        return means;
    }

    public static int IndexOf(BenchmarkId id) => int.Parse(id.Method.AsSpan(1), CultureInfo.InvariantCulture);

    public ComparisonResult Compare(ComparisonOptions options)
    {
        if (!IsPaired)
        {
            return _scenario.Flow is Flow.TwoFiles or Flow.TwoFilesStored
                ? Comparer.Compare(Set(Was), Set(Now), options with { Design = LaunchDesign.Independent })
                : Comparer.Compare(
                    Set(Was),
                    Set(Now),
                    new FreshPairs(Set(_freshWas), Set(_freshNow)),
                    options with { Design = LaunchDesign.Paired });
        }

        var design = _scenario.Flow == Flow.Lockstep ? LaunchDesign.Lockstep : LaunchDesign.Paired;
        return Comparer.Compare(
            Set(Joined(Was, _freshWas)),
            Set(Joined(Now, _freshNow)),
            options with { Design = design, ScreeningPairs = _scenario.Launches });
    }

    private void MeasureScreen()
    {
        if (IsPaired)
        {
            for (var k = 0; k < _scenario.Launches; k++)
            {
                for (var i = 0; i < _traits.Length; i++) MeasurePair(i, Was[i], Now[i], Iterations);
            }

            return;
        }

        var there = IsStored ? Another() : _here;
        for (var i = 0; i < _traits.Length; i++)
        {
            for (var k = 0; k < _scenario.Launches; k++)
            {
                Was[i].Add(Frozen(there.Launch(_traits[i], 0, Iterations, IsStored ? _traits[i].Interaction : 0)));
            }
        }

        for (var i = 0; i < _traits.Length; i++)
        {
            for (var k = 0; k < _scenario.Launches; k++) Now[i].Add(Frozen(_here.Launch(_traits[i], _changes[i], Iterations)));
        }
    }

    private Machine Another() => new(_dice, _scenario.Noise, MachineScatter * _dice.HeavyTailed());

    private void MeasureFresh(int benchmark, int pairs)
    {
        ExtraLaunches += 2 * pairs;
        for (var k = 0; k < pairs; k++) MeasurePair(benchmark, _freshWas[benchmark], _freshNow[benchmark], FreshIterations);
    }

    private void MeasurePair(int i, List<ImmutableArray<double>> was, List<ImmutableArray<double>> now, int iterations)
    {
        double[] x, y;
        if (_scenario.Flow == Flow.Lockstep)
        {
            (x, y) = _here.LockstepPair(_traits[i], _changes[i], Slices);
        }
        else if (_dice.Chance(0.5))
        {
            x = _here.Launch(_traits[i], 0, iterations);
            y = _here.Launch(_traits[i], _changes[i], iterations);
        }
        else
        {
            y = _here.Launch(_traits[i], _changes[i], iterations);
            x = _here.Launch(_traits[i], 0, iterations);
        }

        was.Add(Frozen(x));
        now.Add(Frozen(y));
    }

    private List<ImmutableArray<double>>[] Lists() => [.. _changes.Select(_ => new List<ImmutableArray<double>>())];

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
