using System.Text.Json;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Tests.Suites;

/// <summary>Lockstep on a real suite with everything that BenchmarkDotNet lets people write.</summary>
public sealed class LockstepTests
{
    // Bytes are what gets worse: a slowdown would be settled by eight pairs, which is another test's matter.
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

    private const string Counted =
        """
        using BenchmarkDotNet.Attributes;
        namespace Bench;
        [ThreadingDiagnoser]
        public class Counted
        {
            [Benchmark] public int Lock() { lock (this) { var sum = 0; for (var i = 0; i < 500; i++) sum += i * i; return sum; } }
        }
        """;

    [Fact]
    public async Task Every_kind_of_benchmark_ends_with_its_outcome()
    {
        using var sandbox = await SuiteSandbox.CreateAsync(Base);
        sandbox.Write("perfgate.json", Configuration);
        sandbox.Write("bench/Prepared.cs", OwnWay);
        sandbox.Write("bench/Sized.cs", Parameters);
        sandbox.Write("bench/Counted.cs", Counted);
        await sandbox.CommitAsync();
        sandbox.WriteBenchmarks(Current);

        var result = await sandbox.RunAsync("check", "--against", "HEAD", "--launches", "1", "--format", "json");

        result.Code.ShouldBe(ExitCode.GateFailed, result.Out + result.Error);
        using var report = JsonDocument.Parse(result.Out);
        string Outcome(string benchmark, string metric) => report.RootElement.GetProperty("comparisons").EnumerateArray()
            .Single(item => item.GetProperty("benchmark").GetString() == "Bench." + benchmark
                && item.GetProperty("metric").GetString() == metric)
            .GetProperty("outcome").GetString()!;
        foreach (var size in new[] { 1, 2 }) Outcome($"Sized.Steady(N={size})", "time").ShouldNotBeOneOf("critical", "failed");
        Outcome("Work.Bytes", "allocated").ShouldBe("critical");
        Outcome("Work.Async", "time").ShouldNotBe("critical");
        Outcome("Work.Gone", "time").ShouldBe("removed");
        Outcome("Work.Came", "time").ShouldBe("added");
        Outcome("Prepared.Sort", "time").ShouldNotBe("failed");
        report.RootElement.GetProperty("measured").EnumerateArray().Select(sentence => sentence.GetString())
            .ShouldContain(sentence => sentence!.EndsWith(": Bench.Counted.Lock, Bench.Prepared.Sort.", StringComparison.Ordinal));
        (await sandbox.LeftWorktreesAsync()).ShouldBe(0);

        // A launch pair needs no SDK, and does not wait for one.
        File.ReadAllText(sandbox[".perfgate/logs/Bench-base.log"]).ShouldContain("SDK not asked for");
    }
}
