using System.Globalization;
using System.Text;
using System.Text.Json;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Baselines;

namespace PerfGate.Tool.Tests.Baselines;

public sealed class BaselineFormatTests
{
    private static readonly Provenance Provenance = new(
        new string('a', 40), new string('b', 40), "refs/heads/zweig ä", Dirty: true, SampleResults.Noon.AddTicks(1234567), "42");

    [Fact]
    public void A_record_reads_back_as_it_was_written()
    {
        BenchmarkResult[] benchmarks =
        [
            SampleResults.Benchmark("Suite", "Run"),
            new(new BenchmarkId("", "Plain<Int32>", "Größe \"quoted\" \u2028", "", "Server=True", ""), "Suite", []),
            new(
                new BenchmarkId("N", "T", "Throughput"),
                "Suite",
                [new MetricSamples(new Metric("rps", "1/s", Better.Higher, MetricKind.Sampled), [[], [1.5]])]),
            new(new BenchmarkId("N", "T", "Failed"), "Suite", [], "It threw.\nBadly."),
            SampleResults.Benchmark("Suite", "Run"),
        ];
        var environment = SampleResults.Linux with { Name = "nightly | build" };
        var results = new ResultSet(Provenance, environment, [.. benchmarks], ["The processor's frequency changed."]);

        var record = Read(BaselineEncoder.Encode(results, "Suite"));

        record.Header.ShouldBe(new BaselineHeader(
            record.Header.Id,
            Provenance.Commit!,
            Provenance.Tree!,
            Provenance.Time!.Value,
            Provenance.Ref,
            "42",
            Dirty: true,
            environment,
            "Suite",
            5));
        record.Warnings.ShouldBe(results.Warnings);
        record.Benchmarks.Select(benchmark => (benchmark.Id, benchmark.Suite, benchmark.Failure))
            .ShouldBe(benchmarks.Select(benchmark => (benchmark.Id, benchmark.Suite, benchmark.Failure)));
        record.Benchmarks.SelectMany(benchmark => benchmark.Metrics).Select(samples => (samples.Metric, Launches(samples)))
            .ShouldBe(benchmarks.SelectMany(benchmark => benchmark.Metrics).Select(samples => (samples.Metric, Launches(samples))));
    }

    [Fact]
    public void Absent_facts_stay_absent()
    {
        var results = new ResultSet(
            new Provenance(Provenance.Commit, Provenance.Tree, Time: SampleResults.Noon),
            new HostEnvironment(),
            [SampleResults.Benchmark("", "Run")],
            []);

        var header = Read(BaselineEncoder.Encode(results, "")).Header;

        header.Environment.ShouldBe(new HostEnvironment());
        (header.Ref, header.RunId, header.Dirty).ShouldBe((null, null, false));
    }

    [Fact]
    public void What_is_no_usual_number_is_kept_bit_for_bit()
    {
        double[] values = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.0, -0.0, double.Epsilon, 1e300];

        foreach (var kind in Enum.GetValues<MetricKind>())
            Values(values, kind).Select(BitConverter.DoubleToInt64Bits).ShouldBe(values.Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public void Samples_are_kept_to_six_digits_and_exact_values_entirely()
    {
        var random = new Random(7);
        double[] values = [.. Enumerable.Range(0, 10_000).Select(_ => Math.Pow(10, (random.NextDouble() * 24) - 12))];

        var sampled = Values(values, MetricKind.Sampled);

        Values(values, MetricKind.Exact).ShouldBe(values);
        sampled.Zip(values, (read, value) => Math.Abs((read / value) - 1)).Max().ShouldBeInRange(1e-6, 5.001e-6);
        Values(sampled, MetricKind.Sampled).ShouldBe(sampled, "writing again changes nothing more");
    }

    [Fact]
    public void A_line_is_canonical_whatever_the_culture()
    {
        var before = CultureInfo.DefaultThreadCurrentCulture;
        var results = SampleResults.Create(time: 0.25) with { Provenance = Provenance };
        var line = BaselineEncoder.Encode(results, "Suite");
        try
        {
            Thread.CurrentThread.CurrentCulture = new CultureInfo("de-DE");
            BaselineEncoder.Encode(results, "Suite").ShouldBe(line);
            Read(line).Benchmarks[0].Find("time")!.Launches[0][0].ShouldBe(0.25);
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before ?? CultureInfo.InvariantCulture;
        }

        line.ShouldNotContain((byte)'\n');
        using var document = JsonDocument.Parse(line);
        AssertSorted(document.RootElement);
        Encoding.UTF8.GetString(line).ShouldStartWith(
            $$"""{"benchmarks":1,"commit":"{{Provenance.Commit}}","dirty":true,"environment":{"architecture":"x64",""");
    }

    [Fact]
    public void Any_changed_byte_is_noticed()
    {
        var line = BaselineEncoder.Encode(SampleResults.Create() with { Provenance = Provenance }, "Suite");
        for (var position = 0; position < line.Length; position++)
        {
            var changed = line.ToArray();
            changed[position] ^= 1;
            BaselineDecoder.Decode(changed, out _).ShouldNotBe(LineState.Read, $"byte {position}");
        }

        for (var length = 0; length < line.Length; length++)
        {
            BaselineDecoder.Decode(line.AsMemory(0, length), out _).ShouldBe(LineState.Damaged);
        }
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("null", false)]
    [InlineData("[]", false)]
    [InlineData("a note that a person wrote", false)]
    [InlineData("""{"format":2,"whatever":[]}""", true)]
    [InlineData("""{"format":0}""", false)]
    [InlineData("""{"format":99999999999999999999}""", false)]
    [InlineData("""{"format":"1"}""", false)]
    public void A_line_of_somebody_else_is_told_apart(string line, bool isFuture) =>
        BaselineDecoder.Decode(Encoding.UTF8.GetBytes(line), out _).ShouldBe(isFuture ? LineState.Future : LineState.Damaged);

    [Fact]
    public void An_id_that_is_no_text_is_named_as_damage() =>
        BaselineVerify.Damage("""{"format":1,"id":"\ud800"}"""u8.ToArray()).ShouldContain("no record");

    [Theory]
    [InlineData("\"time\":\"2026", "\"time\":\"not 2026")]
    [InlineData("\"values\":[{", "\"values\":[7,{")]
    [InlineData("\"values\":[{", "\"values\":[{\"failure\":null,")]
    [InlineData("[[100,", "[[1e999,")]
    [InlineData("[[100,", "[[\"100\",")]
    [InlineData("[[100,", "[[null,")]
    [InlineData("[[100,", "[[[[[[[[[[[[[[[[[[[[[[[[100],")]
    [InlineData("\"better\":\"lower\"", "\"better\":\"cheaper\"")]
    [InlineData("\"kind\":\"exact\"", "\"kind\":\"\"")]
    [InlineData("\"logicalCores\":4", "\"logicalCores\":4.5")]
    [InlineData("\"suite\":\"Suite\"", "\"suite\":\"\\ud800\"")]
    [InlineData("\"suite\":\"Suite\",", "")]
    [InlineData("\"method\":\"Run\"", "\"method\":\"\"")]
    [InlineData(
        "\"metrics\":[",
        "\"metrics\":[{\"better\":\"lower\",\"kind\":\"exact\",\"launches\":[[1]],\"name\":\"allocated\",\"unit\":\"B\"},")]
    public void A_line_that_somebody_forged_together_with_its_id_is_damaged_all_the_same(string from, string to)
    {
        var results = SampleResults.Create() with { Provenance = Provenance };
        var id = Read(BaselineEncoder.Encode(results, "Suite")).Header.Id;
        var text = Encoding.UTF8.GetString(BaselineEncoder.Encode(results, "Suite"));
        text.ShouldContain(from);
        var withoutId = text.Replace($"\"id\":\"{id}\",", "", StringComparison.Ordinal).Replace(from, to, StringComparison.Ordinal);
        var forgedId = BaselineEncoder.Id(Encoding.UTF8.GetBytes(withoutId));
        var forged = withoutId.Replace("\"format\":1,", $"\"format\":1,\"id\":\"{forgedId}\",", StringComparison.Ordinal);

        BaselineDecoder.Decode(Encoding.UTF8.GetBytes(forged), out _).ShouldBe(LineState.Damaged);
    }

    [Fact]
    public void Noise_is_never_read_and_never_throws()
    {
        var random = new Random(3);
        for (var round = 0; round < 2_000; round++)
        {
            var noise = new byte[random.Next(200)];
            random.NextBytes(noise);
            BaselineDecoder.Decode(noise, out _).ShouldBe(LineState.Damaged);
            _ = BaselineNote.Parse(noise).ToBytes();
        }
    }

    private static BaselineRecord Read(byte[] line)
    {
        BaselineDecoder.Decode(line, out var record).ShouldBe(LineState.Read);
        return record!;
    }

    private static double[] Values(double[] values, MetricKind kind)
    {
        var samples = new MetricSamples(new Metric("m", "u", Better.Lower, kind), [[.. values]]);
        var results = new ResultSet(
            Provenance,
            new HostEnvironment(),
            [new BenchmarkResult(new BenchmarkId("", "T", "M"), "S", [samples])],
            []);
        return [.. Read(BaselineEncoder.Encode(results, "S")).Benchmarks[0].Metrics[0].Values];
    }

    private static string Launches(MetricSamples samples) => string.Join('|', samples.Launches.Select(launch => string.Join(' ', launch)));

    private static void AssertSorted(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            var names = element.EnumerateObject().Select(property => property.Name).ToList();
            names.ShouldBe(names.Order(StringComparer.Ordinal));
            foreach (var property in element.EnumerateObject()) AssertSorted(property.Value);
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) AssertSorted(item);
        }
    }
}
