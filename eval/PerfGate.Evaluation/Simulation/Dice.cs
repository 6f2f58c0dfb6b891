namespace PerfGate.Evaluation.Simulation;

/// <summary>Seeded random numbers (SplitMix64), the same on every platform and runtime.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;
    private double _spare = double.NaN;

    /// <summary>Dice whose numbers depend on all parts of their name.</summary>
    public static Dice For(int seed, string name, int index)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in name) hash = (hash ^ letter) * 1099511628211UL;
        var dice = new Dice(hash ^ ((ulong)(uint)seed << 32) ^ (uint)index);
        dice.Next();
        return new Dice(dice.Next());
    }

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>Uniform between 0 and 1.</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    public double Uniform(double low, double high) => low + ((high - low) * Uniform());

    public bool Chance(double probability) => Uniform() < probability;

    public int Below(int count) => (int)(Uniform() * count);

    public double Sign() => Chance(0.5) ? 1 : -1;

    public double Normal()
    {
        if (!double.IsNaN(_spare))
        {
            var kept = _spare;
            _spare = double.NaN;
            return kept;
        }

        while (true)
        {
            double x = (2 * Uniform()) - 1, y = (2 * Uniform()) - 1;
            var square = (x * x) + (y * y);
            if (square is >= 1 or 0) continue;
            var scale = Math.Sqrt(-2 * Math.Log(square) / square);
            _spare = y * scale;
            return x * scale;
        }
    }

    public double Exponential() => -Math.Log(1 - Uniform());

    /// <summary>Student's t with 5 degrees of freedom, scaled to variance 1.</summary>
    public double HeavyTailed()
    {
        var sum = 0.0;
        for (var i = 0; i < 5; i++)
        {
            var normal = Normal();
            sum += normal * normal;
        }

        return Normal() / Math.Sqrt(sum / 5) * Math.Sqrt(3.0 / 5);
    }
}
