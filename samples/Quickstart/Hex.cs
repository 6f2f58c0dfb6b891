namespace Quickstart;

public static class Hex
{
    /// <summary>Bytes as hexadecimal digits.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        const string digits = "0123456789abcdef";
        Span<char> text = stackalloc char[2 * bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            text[2 * i] = digits[bytes[i] >> 4];
            text[(2 * i) + 1] = digits[bytes[i] & 15];
        }

        return new string(text);
    }
}
