using PerfGate.Evaluation.Simulation;
using PerfGate.Fuzzing.Readers;

namespace PerfGate.Fuzzing.Mutations;

/// <summary>Makes a new input of an old one by a few changes.</summary>
internal sealed class Mutator(Reader reader, Dice dice)
{
    private const double Again = 0.45;

    /// <param name="input">What to start from.</param>
    /// <param name="other">Another input, to take pieces from.</param>
    public byte[] Mutant(byte[] input, byte[] other)
    {
        var mutant = input;
        do mutant = Changed(mutant, other);
        while (dice.Chance(Again));
        if (reader.Mend is { } mend && dice.Chance(0.8)) mutant = mend(mutant);
        return mutant.Length > reader.LongestInput ? mutant[..reader.LongestInput] : mutant;
    }

    private byte[] Changed(byte[] input, byte[] other) => reader.Shape switch
    {
        InputShape.Zip => ZipMutations.Change(input, other, dice),
        InputShape.Json when dice.Chance(0.88) => JsonMutations.Change(input, other, dice),
        _ => ByteMutations.Change(input, other, reader.Words, dice),
    };
}
