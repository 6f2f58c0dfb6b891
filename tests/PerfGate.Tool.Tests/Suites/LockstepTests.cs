using System.Text.Json;

namespace PerfGate.Tool.Tests.Suites;

/// <summary>Lockstep on a real suite with everything that BenchmarkDotNet lets people write.</summary>
public sealed class LockstepTests
{
    private const string Base =
        """
        private int _level;
        [Params(1, 2)] public int N;
        [GlobalSetup] public void Setup() => _level = 300;
        [Benchmark] public int Steady() => Spin(_level * N);
        [Benchmark] public async Task<int> Async() { await Task.Yield(); return Spin(_level); }
        [Benchmark] public byte[] Bytes() => new byte[1000];
        [Benchmark] public int Gone() => Spin(100);
        """;

    private const string Current =
        """
        private int _level;
        [Params(1, 2)] public int N;
        [GlobalSetup] public void Setup() => _level = 300;
        [Benchmark] public int Steady() => Spin(_level * N * 3);
        [Benchmark] public async Task<int> Async() { await Task.Yield(); return Spin(_level); }
        [Benchmark] public byte[] Bytes() => new byte[2000];
        [Benchmark] public int Came() => Spin(100);
        """;

    private const string OwnWay =
        """
        using BenchmarkDotNet.Attributes;
        namespace Bench;
        public class Prepared
        {
            private int[] _items = [];
            [IterationSetup] public void Fill() => _items = [.. Enumerable.Range(0, 1000).Reverse()];
            [Benchmark] public void Sort() => System.Array.Sort(_items);
        }
        """;

    [Fact]
    public async Task Every_kind_of_benchmark_ends_with_its_outcome()
    {
        using var sandbox = await SuiteSandbox.CreateAsync(Base);
        sandbox.Write("perfgate.json", """{ "gate": { "metrics": ["time", "allocated"] } }""");
        sandbox.Write("bench/Prepared.cs", OwnWay);
        await sandbox.CommitAsync();
        sandbox.WriteBenchmarks(Current);

        var result = await sandbox.RunAsync("check", "--against", "HEAD", "--launches", "2", "--format", "json");

        result.Code.ShouldBe(ExitCode.GateFailed, result.Out + result.Error);
        using var report = JsonDocument.Parse(result.Out);
        string Outcome(string benchmark, string metric) => report.RootElement.GetProperty("comparisons").EnumerateArray()
            .Single(item => item.GetProperty("benchmark").GetString() == "Bench." + benchmark
                && item.GetProperty("metric").GetString() == metric)
            .GetProperty("outcome").GetString()!;
        Outcome("Work.Steady(N=1)", "time").ShouldBe("critical");
        Outcome("Work.Steady(N=2)", "time").ShouldBe("critical");
        Outcome("Work.Bytes(N=1)", "allocated").ShouldBe("critical");
        Outcome("Work.Async(N=1)", "time").ShouldNotBe("critical");
        Outcome("Work.Gone(N=1)", "time").ShouldBe("removed");
        Outcome("Work.Came(N=2)", "time").ShouldBe("added");
        Outcome("Prepared.Sort", "time").ShouldNotBe("failed");
        report.RootElement.GetProperty("measured").EnumerateArray().Select(sentence => sentence.GetString())
            .ShouldContain(sentence => sentence!.Contains("Bench.Prepared.Sort", StringComparison.Ordinal));
        var steady = report.RootElement.GetProperty("comparisons").EnumerateArray()
            .First(item => item.GetProperty("benchmark").GetString() == "Bench.Work.Steady(N=1)"
                && item.GetProperty("metric").GetString() == "time");
        steady.GetProperty("ratio").GetDouble().ShouldBeInRange(2.2, 4);
        (await sandbox.LeftWorktreesAsync()).ShouldBe(0);
    }
}
