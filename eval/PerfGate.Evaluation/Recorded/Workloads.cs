using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PerfGate.Evaluation.Recorded;

/// <summary>Small programs of different kinds whose launches are recorded.</summary>
internal static class Workloads
{
    private static readonly int[] Numbers = [.. Enumerable.Range(0, 4096).Select(static i => (i * 7919) % 4099)];
    private static readonly IEnumerable<int> Listed = Numbers.ToList();
    private static readonly string[] Words = [.. Numbers.Take(1000).Select(static number => number.ToString(CultureInfo.InvariantCulture))];
    private static readonly byte[] Bytes = [.. Numbers.Select(static number => (byte)number)];
    private static readonly Dictionary<string, int> Table = Words.Distinct(StringComparer.Ordinal).ToDictionary(static word => word, static word => word.Length, StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, Func<long>> All { get; } = new SortedDictionary<string, Func<long>>(StringComparer.Ordinal)
    {
        ["sum"] = static () => { var sum = 0L; foreach (var number in Numbers) sum += number; return sum; },
        ["parse"] = static () => { var sum = 0L; foreach (var word in Words) sum += int.Parse(word, CultureInfo.InvariantCulture); return sum; },
        ["sha256"] = static () => SHA256.HashData(Bytes)[0],
        ["crc"] = static () => { var crc = 0u; foreach (var value in Bytes) crc = System.Numerics.BitOperations.Crc32C(crc, value); return crc; },
        ["dictionary"] = static () => { var sum = 0L; foreach (var word in Words) sum += Table[word]; return sum; },
        ["sort"] = static () => { int[] copy = [.. Numbers]; Array.Sort(copy); return copy[0]; },
        ["linq"] = static () => Numbers.Where(static number => number % 3 == 0).Select(static number => number * 2L).Sum(),
        ["builder"] = static () => { var text = new StringBuilder(); foreach (var word in Words) text.Append(word).Append(','); return text.ToString().Length; },
        ["split"] = static () => string.Join(',', Words).Split(',').Length,
        ["allocate"] = static () => { var sum = 0L; for (var i = 0; i < 500; i++) sum += new byte[128 + (i & 7)].Length; return sum; },
        ["interfaces"] = static () => { var sum = 0L; foreach (var number in Listed) sum += number; return sum; },
        ["floating"] = static () => { var sum = 0.0; foreach (var number in Numbers) sum += Math.Sqrt(number) * Math.Sin(number); return (long)sum; },
    };
}
