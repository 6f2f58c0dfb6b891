using System.Security.Cryptography;
using System.Text;

namespace PerfGate.Fuzzing.Running;

/// <summary>A promise that an input breaks.</summary>
/// <param name="Kind">exception, slow, memory, hang or crash.</param>
/// <param name="Place">What tells it from others: the exception and where it comes from, or the step.</param>
/// <param name="Text">Everything that is known, with the stack.</param>
internal sealed record Problem(string Kind, string Place, string Text)
{
    private const int LongestText = 20_000;

    public string Signature => $"{Kind}: {Place}";

    /// <summary>A short name for files.</summary>
    public string FileName => $"{Kind}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Signature)))[..8]}";

    public static Problem Of(Exception exception)
    {
        var text = exception.ToString();
        var root = exception.GetBaseException();
        return new Problem("exception", $"{root.GetType().Name} {FrameOf(text)}", text[..Math.Min(text.Length, LongestText)]);
    }

    public static Problem Crash(string output) => new("crash", FrameOf(output), output[..Math.Min(output.Length, LongestText)]);

    // The innermost line of the program itself; a library's own says little.
    private static string FrameOf(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            var frame = line.Trim();
            var isOwn = frame.StartsWith("at PerfGate.Fuzzing", StringComparison.Ordinal);
            if (!isOwn && frame.StartsWith("at PerfGate.", StringComparison.Ordinal)) return frame.Split('(')[0];
        }

        return Outcomes.Plain(text.Split('\n')[0]);
    }
}
