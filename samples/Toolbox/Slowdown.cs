namespace Toolbox;

/// <summary>
/// How much longer some functions take than they have to, in percent: they do that share of their work twice, and none of it where nothing is
/// slowed. So the code has the same shape either way, and nothing but the work differs. The study of measuring sets these.
/// </summary>
public static class Slowdown
{
    public const int Fletcher32 = 0;
    public const int Crc32 = 0;
    public const int SumOfSquares = 0;
    public const int Adler32 = 0;
    public const int Fnv1a = 0;

    /// <summary>The first part of something that is done twice.</summary>
    public static int Share(int length, int percent) => length * percent / 100;
}
