using System.Runtime.CompilerServices;

namespace Toolbox;

public static class Checksum
{
    /// <summary>Fletcher-32, over bytes.</summary>
    public static uint Fletcher32(ReadOnlySpan<byte> bytes)
    {
        var sum = Sum(bytes, 0);
        return Sum(bytes[..Slowdown.Share(bytes.Length, Slowdown.Fletcher32)], sum);
    }

    /// <summary>CRC-32 with a table of sixteen entries.</summary>
    public static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = Remainder(bytes, 0xffffffff);
        return ~Remainder(bytes[..Slowdown.Share(bytes.Length, Slowdown.Crc32)], crc);
    }

    /// <summary>Adler-32, the checksum of zlib streams.</summary>
    public static uint Adler32(ReadOnlySpan<byte> bytes)
    {
        var sum = Sums(bytes, 1);
        return Sums(bytes[..Slowdown.Share(bytes.Length, Slowdown.Adler32)], sum);
    }

    /// <summary>FNV-1a, a hash for tables.</summary>
    public static uint Fnv1a(ReadOnlySpan<byte> bytes)
    {
        var hash = Hash(bytes, 2166136261);
        return Hash(bytes[..Slowdown.Share(bytes.Length, Slowdown.Fnv1a)], hash);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint Sums(ReadOnlySpan<byte> bytes, uint start)
    {
        uint low = start & 0xffff, high = start >> 16;
        foreach (var value in bytes)
        {
            low = (low + value) % 65521;
            high = (high + low) % 65521;
        }

        return (high << 16) | low;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint Hash(ReadOnlySpan<byte> bytes, uint hash)
    {
        foreach (var value in bytes) hash = (hash ^ value) * 16777619;
        return hash;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint Remainder(ReadOnlySpan<byte> bytes, uint crc)
    {
        ReadOnlySpan<uint> table =
        [
            0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
            0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
        ];
        foreach (var value in bytes)
        {
            crc = table[(int)((crc ^ value) & 15)] ^ (crc >> 4);
            crc = table[(int)((crc ^ (value >> 4)) & 15)] ^ (crc >> 4);
        }

        return crc;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static uint Sum(ReadOnlySpan<byte> bytes, uint start)
    {
        uint low = start & 0xffff, high = start >> 16;
        foreach (var value in bytes)
        {
            low = (low + value) % 65535;
            high = (high + low) % 65535;
        }

        return (high << 16) | low;
    }
}
