namespace Toolbox;

public static class Checksum
{
    /// <summary>Fletcher-32, over bytes.</summary>
    public static uint Fletcher32(ReadOnlySpan<byte> bytes)
    {
        var sum = Sum(bytes, 0);
        return Slowdown.Fletcher32 == 0 ? sum : Sum(bytes[..Slowdown.Share(bytes.Length, Slowdown.Fletcher32)], sum);
    }

    /// <summary>CRC-32 with a table of sixteen entries.</summary>
    public static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = Remainder(bytes, 0xffffffff);
        return ~(Slowdown.Crc32 == 0 ? crc : Remainder(bytes[..Slowdown.Share(bytes.Length, Slowdown.Crc32)], crc));
    }

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
