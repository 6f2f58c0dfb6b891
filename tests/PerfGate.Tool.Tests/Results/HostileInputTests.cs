using System.Text;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Results;

namespace PerfGate.Tool.Tests.Results;

public class HostileInputTests
{
    private static readonly byte[] Export =
        File.ReadAllBytes(Path.Combine(TestResults.Fixtures, "Sample.Texts-report-brief-compressed.json"));

    private static readonly byte[] Set = TestResults.Write(ResultReader.Read([TestResults.Fixtures]));

    [Fact]
    public void A_cut_off_file_is_always_refused()
    {
        for (var length = 0; length < Export.AsSpan().TrimEnd("\r\n"u8).Length; length += 13)
        {
            Should.Throw<PerfGateException>(() => JsonCursor.Parse(Export[..length], "cut", BenchmarkDotNetJson.Parse), $"at {length}")
                .Code.ShouldBe(ErrorCode.ResultsNotReadable);
        }

        for (var length = 0; length < Set.Length - 1; length += 13)
        {
            Should.Throw<PerfGateException>(() => TestResults.ReadSet(Set[..length], "cut"), $"at {length}")
                .Code.ShouldBe(ErrorCode.ResultsNotReadable);
        }
    }

    [Fact]
    public void A_damaged_file_is_read_or_refused_and_never_crashes()
    {
        var random = new Random(1);
        for (var round = 0; round < 1500; round++)
        {
            ReadDamaged(Export, random, bytes => JsonCursor.Parse(bytes, "damaged", BenchmarkDotNetJson.Parse));
            ReadDamaged(Set, random, bytes => TestResults.ReadSet(bytes, "damaged"));
        }
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    [InlineData('x')]
    [InlineData('\0')]
    [InlineData(' ')]
    [InlineData('"')]
    public void Nonsense_of_200_MB_is_refused_without_reading_it(char filler)
    {
        using var folder = new TestFolder();
        var path = folder.Write("nonsense.json", new string(filler, 2 << 20));
        using (var file = File.OpenWrite(path)) file.SetLength(200 << 20);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<PerfGateException>(() => ResultReader.Read([path])).Code.ShouldBe(ErrorCode.ResultsNotReadable);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(20 << 20);
    }

    [Fact]
    public void A_file_beyond_the_limit_is_refused_by_its_size()
    {
        using var folder = new TestFolder();
        var path = folder.Write("large.json", Export);
        using (var file = File.OpenWrite(path)) file.SetLength(ResultFile.MaxSize + 1);
        Should.Throw<PerfGateException>(() => ResultReader.Read([path])).Message.ShouldContain("larger than 512 MB");
    }

    [Fact]
    public void Depth_is_bounded() =>
        Should.Throw<PerfGateException>(() => TestResults.ReadExport("{ \"Benchmarks\": [ { \"x\": " + new string('[', 100_000)));

    [Theory]
    [InlineData("\"DisplayInfo\": \"T.M: ((((((\"", '(')]
    [InlineData("\"DisplayInfo\": \"T.M: J(A=1, , , , \"", ',')]
    public async Task A_long_text_is_read_in_linear_time(string json, char filler)
    {
        var text = json.Insert(json.Length - 1, new string(filler, 2_000_000));
        var read = Task.Run(() => TestResults.ReadExport($$"""{ "Benchmarks": [ { "Type": "T", "Method": "M", {{text}} } ] }"""));
        await read.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Many_launches_and_metrics_are_read_in_linear_time()
    {
        var launches = string.Join(',', Enumerable.Range(0, 200_000).Select(index =>
            FormattableString.Invariant($$"""{"IterationMode":"Workload","IterationStage":"Result","LaunchIndex":{{200_000 - index}}""")
            + ""","Operations":1,"Nanoseconds":1}"""));
        var metrics = string.Join(',', Enumerable.Range(0, 200_000).Select(index => FormattableString.Invariant($"\"m{index}\":[]")));
        var read = Task.Run(() =>
        {
            TestResults.ReadExport(
                $$"""{ "Benchmarks": [ { "Type": "T", "Method": "M", "Statistics": {}, "Measurements": [{{launches}}] } ] }""");
            var json = """{ "schema": "perfgate.results/1", "benchmarks": [ { "benchmark": { "type": "T", "method": "M" },"""
                + $$""" "samples": { {{metrics}} } } ] }""";
            Should.Throw<PerfGateException>(() => TestResults.ReadSet(Encoding.UTF8.GetBytes(json), "set"));
        });
        await read.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_metric_that_a_benchmark_has_under_two_keys_is_refused() =>
        Should.Throw<PerfGateException>(() => TestResults.ReadSet(
            """
            { "schema": "perfgate.results/1", "metrics": { "a": { "name": "time" }, "b": { "name": "time" } },
            "benchmarks": [ { "benchmark": { "type": "T", "method": "M" }, "samples": { "a": [[1]], "b": [[2]] } } ] }
            """u8.ToArray(), "set")).Message.ShouldContain("T.M has one metric twice");

    [Fact]
    public async Task Many_metrics_of_one_name_are_written_in_linear_time()
    {
        var benchmarks = Enumerable.Range(0, 60_000).Select(index => new BenchmarkResult(
            new BenchmarkId("", "T", FormattableString.Invariant($"M{index}")),
            "",
            [MetricSamples.FromValue(new Metric("m", FormattableString.Invariant($"{index}"), Better.Lower, MetricKind.Sampled), 1)]));
        var results = new ResultSet(new Provenance(), new HostEnvironment(), [.. benchmarks], []);

        await Task.Run(() => TestResults.Write(results)).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Bare_numbers_inside_of_strings_stay() =>
        TestResults
            .ReadExport(
                """{ "Benchmarks": [ { "Type": "NaN\"NaN", "Method": "-Infinity","""
                + """ "Statistics": { "OriginalValues": [NaN,Infinity,-Infinity] } } ] }""")
            .Benchmarks.Single().Id.FullName.ShouldBe("NaN\"NaN.-Infinity");

    private static void ReadDamaged(byte[] original, Random random, Action<byte[]> read)
    {
        var bytes = original.ToArray();
        for (var flips = random.Next(1, 4); flips > 0; flips--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        var damaged = bytes.ToArray();
        try
        {
            read(bytes);
        }
        catch (PerfGateException)
        {
            // Refused: as good as read.
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException(Encoding.Latin1.GetString(damaged), exception);
        }
    }
}
