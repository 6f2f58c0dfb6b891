namespace PerfGate.Fuzzing.Readers;

/// <summary>What holds for everything that was read.</summary>
internal static class Promise
{
    public static void Holds(bool holds, string otherwise)
    {
        if (!holds) throw new BrokenPromiseException(otherwise);
    }
}

/// <summary>A promise does not hold.</summary>
internal sealed class BrokenPromiseException(string promise, Exception? inner = null) : Exception(promise, inner);
