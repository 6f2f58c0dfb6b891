using BenchmarkDotNet.Attributes;

namespace Quickstart;

public class ByteBenchmarks
{
    private readonly byte[] _bytes = new byte[4096];

    [GlobalSetup]
    public void Setup() => new Random(1).NextBytes(_bytes);

    [Benchmark]
    public uint Adler32() => Checksum.Adler32(_bytes);

    [Benchmark]
    public uint Fnv1a() => Checksum.Fnv1a(_bytes);

    [Benchmark]
    public string HexEncode() => Hex.Encode(_bytes.AsSpan(0, 256));
}
