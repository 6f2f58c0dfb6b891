namespace PerfGate.Evaluation.Simulation;

/// <summary>A machine on which launches run one after the other, with slow wandering and neighbours that come and go.</summary>
internal sealed class Machine(Dice dice, Noise noise, double factor = 0)
{
    /// <summary>A launch takes some seconds; the wandering forgets its past in a minute or two.</summary>
    private const double Memory = 0.95;

    private const double JumpLow = 0.10;
    private const double JumpHigh = 0.40;

    private double _drift = noise.Drift * dice.Normal();
    private int _episode;
    private double _episodeSize;

    /// <summary>Iterations of one process launch, in nanoseconds.</summary>
    public double[] Launch(Traits traits, double change, int iterations, double interaction = 0)
    {
        Advance();
        var level = Math.Log(traits.Level) + factor + interaction + _drift + change + LaunchEffect(traits);
        var values = new double[iterations];
        var correlated = dice.Normal();
        var innovation = Math.Sqrt(1 - (Traits.Autocorrelation * Traits.Autocorrelation));
        for (var i = 0; i < iterations; i++)
        {
            correlated = (Traits.Autocorrelation * correlated) + (innovation * dice.Normal());
            var log = level + (traits.IterationNoise * correlated) + (traits.Ramp * Math.Exp(-i));
            if (dice.Chance(noise.SpikeRate)) log += 0.2 * dice.Exponential();
            if (_episode > 0) log += _episodeSize * dice.Uniform();
            values[i] = Math.Exp(log);
        }

        return values;
    }

    /// <summary>Slices of a launch pair in lockstep: both processes share the machine slice by slice.</summary>
    public (double[] Baseline, double[] Current) LockstepPair(Traits traits, double change, int slices)
    {
        Advance();
        double was = Math.Log(traits.Level) + LockstepEffect(traits), now = Math.Log(traits.Level) + change + LockstepEffect(traits);
        double[] x = new double[slices], y = new double[slices];
        for (var i = 0; i < slices; i++)
        {
            var shared = _drift + (0.18 * dice.Normal()) + (_episode > 0 ? _episodeSize * dice.Uniform() : 0);
            x[i] = Math.Exp(was + shared + (traits.SliceNoise * dice.HeavyTailed()));
            y[i] = Math.Exp(now + shared + (traits.SliceNoise * dice.HeavyTailed()));
        }

        return (x, y);
    }

    private void Advance()
    {
        _drift = (Memory * _drift) + (Math.Sqrt(1 - (Memory * Memory)) * noise.Drift * dice.Normal());
        if (_episode > 0)
        {
            _episode--;
        }
        else if (dice.Chance(noise.EpisodeRate))
        {
            _episode = 1 + dice.Below(8);
            _episodeSize = dice.Uniform(0.05, noise.EpisodeSize);
        }
    }

    private double LaunchEffect(Traits traits)
    {
        var effect = traits.LaunchNoise * dice.HeavyTailed();
        if (traits.ModeGap > 0 && dice.Chance(0.3)) effect += traits.ModeGap;
        if (dice.Chance(traits.JumpRate)) effect += dice.Sign() * dice.Uniform(JumpLow, JumpHigh);
        return effect;
    }

    /// <summary>Mostly under 1 %, for some benchmarks 2-8 %, and now and then a process that is 10-50 % off.</summary>
    private double LockstepEffect(Traits traits)
    {
        var effect = traits.LockstepNoise * dice.Normal();
        return dice.Chance(traits.JumpRate) ? effect + (dice.Sign() * dice.Uniform(0.1, 0.4)) : effect;
    }
}
