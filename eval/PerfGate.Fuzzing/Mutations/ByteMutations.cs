using System.Text;
using PerfGate.Evaluation.Simulation;

namespace PerfGate.Fuzzing.Mutations;

/// <summary>Changes that know nothing of what the bytes mean.</summary>
internal static class ByteMutations
{
    private const int LongestPiece = 200;

    /// <summary>One change.</summary>
    /// <param name="bytes">What is changed.</param>
    /// <param name="other">Another input, to take pieces from.</param>
    /// <param name="words">Words that mean something to the reader.</param>
    /// <param name="dice">Chooses.</param>
    public static byte[] Change(byte[] bytes, byte[] other, IReadOnlyList<string> words, Dice dice)
    {
        var at = dice.Below(bytes.Length + 1);
        var length = Math.Min(dice.Below(LongestPiece) + 1, bytes.Length - at);
        return dice.Below(14) switch
        {
            0 or 1 => Flip(bytes, dice),
            2 => Bytes.Insert(bytes, at, [(byte)dice.Below(256)]),
            3 => Bytes.Replace(bytes, at, at + length, []),
            4 => Bytes.Insert(bytes, at, bytes.AsSpan(at, length)),
            5 => bytes[..at],
            6 => bytes[at..],
            7 => Spliced(bytes, other, at, dice),
            8 => Encoded(bytes, dice),
            9 => Bytes.Replace(bytes, at, at + Math.Min(length, 4), [(byte)dice.Below(256), (byte)dice.Below(256)]),
            10 => Bytes.Insert(bytes, at, dice.Chance(0.5) ? [0xEF, 0xBB, 0xBF] : [0xED, 0xA0, 0x80]),
            11 or 12 when words.Count > 0 => Bytes.Insert(bytes, at, Encoding.UTF8.GetBytes(words[dice.Below(words.Count)])),
            13 when dice.Chance(0.01) => Long(bytes, at, length, dice),
            _ => Bytes.Insert(bytes, at, JsonValues.Any(dice)),
        };
    }

    private static byte[] Flip(byte[] bytes, Dice dice)
    {
        if (bytes.Length == 0) return bytes;
        var flipped = bytes.ToArray();
        for (var flips = 1 + dice.Below(3); flips > 0; flips--) flipped[dice.Below(bytes.Length)] ^= (byte)(1 << dice.Below(8));
        return flipped;
    }

    private static byte[] Spliced(byte[] bytes, byte[] other, int at, Dice dice) =>
        [.. bytes.AsSpan(0, at), .. other.AsSpan(dice.Below(other.Length + 1))];

    // As an editor, a shell or a download saves a file.
    private static byte[] Encoded(byte[] bytes, Dice dice)
    {
        var text = Encoding.UTF8.GetString(bytes);
        return dice.Below(6) switch
        {
            0 => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
            1 => Encoding.BigEndianUnicode.GetBytes(text),
            2 => Encoding.UTF32.GetBytes(text),
            3 => [0xEF, 0xBB, 0xBF, .. bytes],
            4 => Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")),
            _ => Encoding.Latin1.GetBytes(text),
        };
    }

    // A piece many thousand times.
    private static byte[] Long(byte[] bytes, int at, int length, Dice dice)
    {
        var piece = length == 0 ? [(byte)dice.Below(256)] : bytes[at..(at + Math.Min(length, 1 + dice.Below(20)))];
        var size = Math.Exp(dice.Uniform(Math.Log(1e4), Math.Log(8e6)));
        return Bytes.Insert(bytes, at, Bytes.Repeat(piece, (int)(size / piece.Length)));
    }
}
