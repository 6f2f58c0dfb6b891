using System.Text.Json;

namespace PerfGate.Tool.Tests.Suites;

/// <summary>Lockstep on a real suite with everything that BenchmarkDotNet lets people write.</summary>
public sealed class LockstepTests
{
    // What is made slower is settled by eight pairs, which take their time: one of the two cases of a benchmark is enough.
    private const string Base =
        """
        private int _level;
        [GlobalSetup] public void Setup() => _level = 300;
        [Benchmark] public async Task<int> Async() { await Task.Yield(); return Spin(_level); }
        [Benchmark] public byte[] Bytes() => new byte[Spin(9000) % 2 + 100];
        [Benchmark] public int Gone() => Spin(100);
        """;

    private const string Current =
        """
        private int _level;
        [GlobalSetup] public void Setup() => _level = 300;
        [Benchmark] public async Task<int> Async() { await Task.Yield(); return Spin(_level); }
        [Benchmark] public byte[] Bytes() => new byte[Spin(9000) % 2 + 400];
        [Benchmark] public int Came() => Spin(100);
        """;

    // With the usual limits chance could make suspects of what nobody made slower, and each takes the better part of a minute.
    private const string Configuration =
        """{ "gate": { "metrics": ["time", "allocated"], "minor": "100%", "major": "120%", "critical": "140%" } }""";

    private const string Parameters =
        """
        using BenchmarkDotNet.Attributes;
        namespace Bench;
        public class Sized
        {
            private int _times;
            [Params(1, 2)] public int N;
            [GlobalSetup] public void Setup() => _times = N == 1 ? 400 : 500;
            [Benchmark] public int Steady() { var sum = 0; for (var i = 0; i < _times; i++) sum += i * i; return sum; }
        }
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
        sandbox.Write("perfgate.json", Configuration);
        sandbox.Write("bench/Prepared.cs", OwnWay);
        sandbox.Write("bench/Sized.cs", Parameters);
        await sandbox.CommitAsync();
        sandbox.Write("bench/Sized.cs", Parameters.Replace("500", "1500", StringComparison.Ordinal));
        sandbox.WriteBenchmarks(Current);

        var result = await sandbox.RunAsync("check", "--against", "HEAD", "--launches", "1", "--format", "json");

        result.Code.ShouldBe(ExitCode.GateFailed, result.Out + result.Error);
        using var report = JsonDocument.Parse(result.Out);
        string Outcome(string benchmark, string metric) => report.RootElement.GetProperty("comparisons").EnumerateArray()
            .Single(item => item.GetProperty("benchmark").GetString() == "Bench." + benchmark
                && item.GetProperty("metric").GetString() == metric)
            .GetProperty("outcome").GetString()!;
        Outcome("Sized.Steady(N=1)", "time").ShouldNotBe("critical");
        Outcome("Sized.Steady(N=2)", "time").ShouldBe("critical");
        Outcome("Work.Bytes", "allocated").ShouldBe("critical");
        Outcome("Work.Async", "time").ShouldNotBe("critical");
        Outcome("Work.Gone", "time").ShouldBe("removed");
        Outcome("Work.Came", "time").ShouldBe("added");
        Outcome("Prepared.Sort", "time").ShouldNotBe("failed");
        report.RootElement.GetProperty("measured").EnumerateArray().Select(sentence => sentence.GetString())
            .ShouldContain(sentence => sentence!.Contains("Bench.Prepared.Sort", StringComparison.Ordinal));
        var steady = report.RootElement.GetProperty("comparisons").EnumerateArray()
            .First(item => item.GetProperty("benchmark").GetString() == "Bench.Sized.Steady(N=2)"
                && item.GetProperty("metric").GetString() == "time");
        steady.GetProperty("ratio").GetDouble().ShouldBeInRange(2.2, 4);
        (await sandbox.LeftWorktreesAsync()).ShouldBe(0);
    }
}
