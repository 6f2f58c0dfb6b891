using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Results;

namespace PerfGate.Tool.Tests.Results;

/// <summary>What is larger than a piece is read without being held, and is told from what is not as expected all the same.</summary>
public sealed class PiecewiseReadingTests : IDisposable
{
    private static readonly ResultSet Many = new(
        new Provenance(),
        new HostEnvironment("linux"),
        [.. Enumerable.Range(1000, 2000).Select(number => TestResults.Benchmark($"M{number}", [number + 0.5, number + 1.25], [number + 2]))],
        ["Something to say."]);

    private readonly TestFolder _folder = new();

    private static string Document => Encoding.UTF8.GetString(TestResults.Write(Many));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public void Wherever_a_piece_ends_the_results_are_the_same(int most)
    {
        var bytes = Encoding.UTF8.GetBytes(Document);

        TryParse(new Dribble(bytes, most), ResultSetParser.Parse, out var results).ShouldBeTrue();

        TestResults.Describe(results).ShouldBe(TestResults.Describe(Many));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4096)]
    public void An_export_is_the_same_too(int most)
    {
        foreach (var file in Directory.EnumerateFiles(TestResults.Fixtures, "*.json"))
        {
            var whole = JsonCursor.Parse(File.ReadAllBytes(file), file, BenchmarkDotNetJson.Parse);

            TryParse(new Dribble(File.ReadAllBytes(file), most), BenchmarkDotNetJson.Parse, out var export).ShouldBeTrue(file);

            TestResults.Describe(export.Results).ShouldBe(TestResults.Describe(whole.Results), file);
        }
    }

    [Fact]
    public void A_text_that_is_longer_than_a_piece_is_read()
    {
        var method = new string('m', 3 * JsonCursor.PieceSize);
        var bytes = Encoding.UTF8.GetBytes(Document.Replace("\"M2999\"", $"\"{method}\"", StringComparison.Ordinal));

        TryParse(new MemoryStream(bytes), ResultSetParser.Parse, out var results).ShouldBeTrue();

        results.Benchmarks[^1].Id.Method.ShouldBe(method);
    }

    [Fact]
    public void What_is_not_known_is_passed_over_and_not_held_however_long_it_is()
    {
        var numbers = string.Join(", ", Enumerable.Range(0, 500_000));
        var later = $$""" "later": { "deep": [[{ "numbers": [{{numbers}}] }], 1], "text": "]}" }, "flag": true,""";
        var file = _folder.Write(
            "results.json", Document.Insert(Document.IndexOf("\"benchmarks\"", StringComparison.Ordinal), later));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var results = ResultReader.Read([file]);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(numbers.Length);
        TestResults.Describe(results).ShouldBe(TestResults.Describe(Many));
    }

    [Fact]
    public void A_byte_order_mark_is_no_text() => Read('\uFEFF' + Document).Benchmarks.Length.ShouldBe(2000);

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    public void Numbers_that_are_no_JSON_are_mended_wherever_they_stand(string mark) =>
        Read(mark + Document.Replace("2999.5", "NaN", StringComparison.Ordinal)).Benchmarks[^1].Find("time")!.Launches[0].ShouldBe([3000.25]);

    [Fact]
    public void What_is_wrong_far_behind_the_first_piece_is_named_with_its_place()
    {
        var lines = Document.Split('\n');
        var line = Array.FindIndex(lines, text => text.Contains("\"M2999\"", StringComparison.Ordinal));
        var column = lines[line].IndexOf("\"M2999\"", StringComparison.Ordinal);
        line.ShouldBeGreaterThan(1000);

        var problem = Refusal(Document.Replace("\"M2999\"", "17", StringComparison.Ordinal));

        problem.Origin.ShouldEndWith(string.Create(CultureInfo.InvariantCulture, $".json({line + 1},{column + 1})"));
        problem.Message.ShouldBe("A string was expected here.");
    }

    [Fact]
    public void What_is_cut_off_or_has_something_behind_it_is_refused()
    {
        Refusal(Document[..^20]).Message.ShouldStartWith("This is not valid JSON, or it is cut off before its closing brace");
        Refusal(Document + "{}").Message.ShouldStartWith("This is not valid JSON");
    }

    private static bool TryParse<T>(Stream document, JsonParser<T> parser, [MaybeNullWhen(false)] out T result) =>
        JsonCursor.TryParse(document, "pieces", parser, out result);

    private ResultSet Read(string document)
    {
        document.Length.ShouldBeGreaterThan(JsonCursor.PieceSize);
        return ResultReader.Read([_folder.Write("results.json", document)]);
    }

    private PerfGateException Refusal(string document)
    {
        var problem = Should.Throw<PerfGateException>(() => Read(document));
        problem.Code.ShouldBe(ErrorCode.ResultsNotReadable);
        return problem;
    }

    /// <summary>Gives no more bytes at once than it was told.</summary>
    private sealed class Dribble(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, most)]);
    }
}
