using PerfGate.Tool.Errors;

namespace PerfGate.Tool.GitHub;

/// <summary>Reads what others send, up to a limit: neither a length that they claim nor their good will is relied on.</summary>
internal static class CappedStream
{
    public static async Task<byte[]> ReadAsync(
        Stream source, int limit, Func<PerfGateException> tooLarge, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await source.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (content.Length + read > limit) throw tooLarge();
            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }
}
