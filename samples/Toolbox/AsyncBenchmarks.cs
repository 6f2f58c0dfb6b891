using System.Threading.Channels;
using BenchmarkDotNet.Attributes;

namespace Toolbox;

public class AsyncBenchmarks
{
    private readonly byte[] _bytes = new byte[4096];

    [Benchmark]
    public async Task<int> AwaitCompleted()
    {
        var sum = 0;
        for (var i = 0; i < 100; i++) sum += await Completed(i);
        return sum;
    }

    [Benchmark]
    public async Task<int> ReadStream()
    {
        using var stream = new MemoryStream(_bytes);
        var buffer = new byte[256];
        var sum = 0;
        while (await stream.ReadAsync(buffer) is var count and > 0) sum += count;
        return sum;
    }

    [Benchmark]
    public async ValueTask<int> PassThroughChannel()
    {
        var channel = Channel.CreateUnbounded<int>();
        for (var i = 0; i < 50; i++) await channel.Writer.WriteAsync(i);
        var sum = 0;
        for (var i = 0; i < 50; i++) sum += await channel.Reader.ReadAsync();
        return sum;
    }

    private static ValueTask<int> Completed(int value) => new(value);
}
