namespace Quickstart;

public static class Checksum
{
    private const uint Modulus = 65521;

    /// <summary>Adler-32, the checksum of zlib streams (RFC 1950).</summary>
    public static uint Adler32(ReadOnlySpan<byte> bytes)
    {
        uint low = 1, high = 0;
        foreach (var value in bytes)
        {
            low = (low + value) % Modulus;
            high = (high + low) % Modulus;
        }

        return (high << 16) | low;
    }

    /// <summary>FNV-1a, a hash for tables.</summary>
    public static uint Fnv1a(ReadOnlySpan<byte> bytes)
    {
        var hash = 2166136261;
        foreach (var value in bytes) hash = (hash ^ value) * 16777619;
        return hash;
    }
}
