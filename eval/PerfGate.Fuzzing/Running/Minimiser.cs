using System.Diagnostics;
using PerfGate.Fuzzing.Mutations;

namespace PerfGate.Fuzzing.Running;

/// <summary>Makes an input shorter that breaks a promise, by leaving out pieces of it while it still breaks the same.</summary>
internal static class Minimiser
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <param name="input">The input.</param>
    /// <param name="signature">What it breaks.</param>
    /// <param name="attempt">Tries an input and says what that breaks.</param>
    public static byte[] Shorten(byte[] input, string signature, Func<byte[], string?> attempt)
    {
        var start = Stopwatch.GetTimestamp();
        for (var piece = input.Length / 2; piece > 0; piece /= 2)
        {
            for (var at = 0; at < input.Length;)
            {
                if (Stopwatch.GetElapsedTime(start) > Limit) return input;
                var shorter = Bytes.Replace(input, at, Math.Min(at + piece, input.Length), []);
                if (attempt(shorter) == signature) input = shorter;
                else at += piece;
            }
        }

        return input;
    }
}
