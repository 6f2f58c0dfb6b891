using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;

namespace Toolbox;

public class NumberBenchmarks
{
    private readonly byte[] _bytes = new byte[4096];
    private readonly double[] _values = new double[2048];

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(3);
        random.NextBytes(_bytes);
        for (var i = 0; i < _values.Length; i++) _values[i] = random.NextDouble();
    }

    [Benchmark]
    public uint Fletcher32() => Checksum.Fletcher32(_bytes);

    [Benchmark]
    public uint Crc32() => Checksum.Crc32(_bytes);

    [Benchmark]
    public uint Adler32() => Checksum.Adler32(_bytes);

    [Benchmark]
    public uint Fnv1a() => Checksum.Fnv1a(_bytes);

    [Benchmark]
    public byte[] Sha256() => SHA256.HashData(_bytes);

    [Benchmark]
    public double SumOfSquares() =>
        Add(_values.AsSpan(0, Slowdown.Share(_values.Length, Slowdown.SumOfSquares)), Add(_values, 0));

    [Benchmark]
    public int CountPrimes()
    {
        Span<bool> composite = stackalloc bool[2000];
        var count = 0;
        for (var i = 2; i < composite.Length; i++)
        {
            if (composite[i]) continue;
            count++;
            for (var k = i * i; k < composite.Length; k += i) composite[k] = true;
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Add(ReadOnlySpan<double> values, double sum)
    {
        foreach (var value in values) sum += value * value;
        return sum;
    }
}
