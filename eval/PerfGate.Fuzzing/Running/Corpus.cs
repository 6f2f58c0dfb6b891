using PerfGate.Evaluation.Simulation;

namespace PerfGate.Fuzzing.Running;

/// <summary>The seeds, and every mutant that led to something that no input before it had led to.</summary>
internal sealed class Corpus(IReadOnlyList<byte[]> seeds, Dice dice)
{
    private const int Longest = 256 << 10;
    private const int Most = 4_000;

    private readonly List<byte[]> _inputs = [.. seeds];
    private readonly int _seeds = seeds.Count;

    public IReadOnlyList<byte[]> Inputs => _inputs;

    public void Add(byte[] input)
    {
        if (input.Length <= Longest && _inputs.Count < Most) _inputs.Add(input);
    }

    /// <summary>Any of them; of those that were found, the last ones more often.</summary>
    public byte[] Pick()
    {
        var found = _inputs.Count - _seeds;
        if (found == 0 || dice.Chance(0.3)) return _inputs[dice.Below(_seeds)];
        return dice.Chance(0.5) ? _inputs[^(1 + dice.Below(Math.Min(found, 50)))] : _inputs[_seeds + dice.Below(found)];
    }
}
