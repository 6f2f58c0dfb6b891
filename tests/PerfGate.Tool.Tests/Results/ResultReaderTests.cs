using System.Text;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Processes;
using PerfGate.Tool.Results;

namespace PerfGate.Tool.Tests.Results;

public sealed class ResultReaderTests : IDisposable
{
    private static readonly HostEnvironment Runner = new("linux", Cpu: "AMD EPYC 7763");

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_of_exports_and_result_sets_is_read_together()
    {
        _folder.Write("a-report.json", Export("A", 1));
        _folder.Write("deep/er/b.json", TestResults.Write(TestResults.Of(TestResults.Benchmark("B", [2]), Runner)));
        Read(_folder.Path).Benchmarks.Select(benchmark => benchmark.Id.Method).ShouldBe(["A", "B"]);
    }

    [Theory]
    [InlineData("shards/**", "A B C")]
    [InlineData("shards/*", "A B C")]
    [InlineData("shards/*/a.json", "A B")]
    [InlineData("shards/?/*.json", "A B C")]
    [InlineData("**/c.json", "C D")]
    [InlineData("**", "A B C D")]
    public void A_pattern_names_files_and_folders(string pattern, string methods)
    {
        _folder.Write("shards/1/a.json", Export("A", 1));
        _folder.Write("shards/2/a.json", Export("B", 2));
        _folder.Write("shards/2/c.json", Export("C", 3));
        _folder.Write("other/c.json", Export("D", 4));
        var found = Read(Path.Combine(_folder.Path, pattern))
            .Benchmarks.Select(benchmark => benchmark.Id.Method)
            .Order(StringComparer.Ordinal);
        string.Join(' ', found).ShouldBe(methods);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(33)]
    public void A_file_of_any_size_is_read_with_and_without_a_byte_order_mark(int megabytes)
    {
        var text = Export("A", 1) + new string(' ', megabytes << 20);
        var plain = _folder.Write("plain/a.json", text);
        var marked = _folder.Write("marked/a.json", '\uFEFF' + text);

        Read(plain).Benchmarks.Single().Id.Method.ShouldBe("A");
        Read(marked).Benchmarks.Single().Id.Method.ShouldBe("A");
    }

    [Fact]
    public void A_file_that_two_paths_lead_to_is_read_once()
    {
        var file = _folder.Write("a.json", Export("A", 1));
        _folder.Write("package.json", "{}");
        ResultReader.Read([_folder.Path, file]).Benchmarks.Length.ShouldBe(1);
        ResultReader.Read([file, _folder.Path]).Benchmarks.Length.ShouldBe(1);
    }

    [Fact]
    public void Two_runs_of_one_benchmark_stay_two_entries_even_under_one_title()
    {
        _folder.Write("a.json", Export("A", 1));
        _folder.Write("b.json", Export("A", 2));
        Read(_folder.Path).Benchmarks.Length.ShouldBe(2);
    }

    [Fact]
    public void Two_entries_of_one_export_that_cannot_be_told_apart_are_both_kept()
    {
        var entry = Entry("A", 1);
        _folder.Write("a.json", $$"""{ "Title": "T", "HostEnvironmentInfo": {}, "Benchmarks": [ {{entry}}, {{entry}} ] }""");
        Read(_folder.Path).Benchmarks.Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("""{ "commit": {}, "entries": { "Benchmark": [] } }""")]
    [InlineData("""{ "metrics": {}, "root_group": {} }""")]
    [InlineData("""[ { "name": "x", "value": 1, "unit": "ns" } ]""")]
    [InlineData("""{ "schema": "other/1" }""")]
    [InlineData("{}")]
    [InlineData("7")]
    public void JSON_of_another_tool_is_refused_as_such(string json)
    {
        var refused = Refused(_folder.Write("other.json", json));
        refused.Code.ShouldBe(ErrorCode.ResultsNotReadable);
        refused.Message.ShouldStartWith("This is JSON, but neither a BenchmarkDotNet export");
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("  \n", "empty")]
    [InlineData("{ \"Title\": \"x", "cut off")]
    [InlineData("<html>", "not valid JSON")]
    [InlineData("{ \"a\": 1 } trailing }", "JSON")]
    public void What_is_no_JSON_is_refused_with_its_place(string text, string reason)
    {
        var refused = Refused(_folder.Write("broken.json", text));
        refused.Code.ShouldBe(ErrorCode.ResultsNotReadable);
        refused.Origin!.ShouldContain("broken.json(");
        refused.Message.ShouldContain(reason);
    }

    [Fact]
    public void UTF_16_is_refused() =>
        Refused(_folder.Write("a.json", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Export("A", 1))]))
            .Code.ShouldBe(ErrorCode.ResultsNotReadable);

    [Fact]
    public void Other_JSON_in_a_folder_is_passed_over_with_a_warning()
    {
        _folder.Write("a.json", Export("A", 1));
        _folder.Write("package.json", "{}");
        Read(_folder.Path).Warnings.ShouldHaveSingleItem().ShouldContain("package.json");
    }

    [Fact]
    public void A_damaged_export_in_a_folder_is_a_lost_result()
    {
        _folder.Write("A-report-full.json", Export("A", 1));
        _folder.Write("B-report-full.json", "{ \"Title\": ");
        Refused(_folder.Path).Origin!.ShouldContain("B-report-full.json(1,");
    }

    [Fact]
    public void A_folder_without_results_is_an_error_of_its_own()
    {
        Refused(_folder.Path).Code.ShouldBe(ErrorCode.NoResults);
        _folder.Write("package.json", "{}");
        Refused(_folder.Path).Code.ShouldBe(ErrorCode.NoResults);
        Refused(Path.Combine(_folder.Path, "*.xml")).Code.ShouldBe(ErrorCode.NoResults);
        Refused(_folder.Write("none.json", """{ "HostEnvironmentInfo": {}, "Benchmarks": [] }""")).Code.ShouldBe(ErrorCode.NoResults);
        Should.Throw<PerfGateException>(() => ResultReader.Read([])).Code.ShouldBe(ErrorCode.NoResults);
    }

    [Fact]
    public async Task A_pipe_is_read_to_its_end()
    {
        if (OperatingSystem.IsWindows()) return; // A pipe has no place among the files there.
        var pipe = Path.Combine(_folder.Path, "pipe");
        (await ProcessRunner.RunAsync(new ProcessSpec("mkfifo", [pipe]), CancellationToken.None)).ExitCode.ShouldBe(0);
        var content = Encoding.UTF8.GetBytes(Export("A", 1) + new string(' ', 3 << 20));

        var reading = Task.Run(() => Read(pipe));
        await Task.Run(() => Write(pipe, content)).WaitAsync(Patience);

        (await reading.WaitAsync(Patience)).Benchmarks.ShouldHaveSingleItem().Id.Method.ShouldBe("A");
    }

    [Fact]
    public void A_path_that_leads_nowhere_is_named()
    {
        Refused(Path.Combine(_folder.Path, "nowhere")).Code.ShouldBe(ErrorCode.ResultsNotFound);
        Refused(Path.Combine(_folder.Path, "nowhere", "*.json")).Code.ShouldBe(ErrorCode.ResultsNotFound);
    }

    [Fact]
    public void Results_of_two_machines_are_not_mixed()
    {
        _folder.Write("a.json", Export("A", 1));
        _folder.Write("b.json", TestResults.Write(TestResults.Of(TestResults.Benchmark("B", [2]), Runner with { Cpu = "AMD EPYC 9V74" })));
        var refused = Refused(_folder.Path);
        refused.Code.ShouldBe(ErrorCode.MixedResults);
        refused.Origin!.ShouldEndWith("b.json");
        refused.Message.ShouldContain("a.json");
        refused.Message.ShouldContain("the processor is \"AMD EPYC 9V74\" here and \"AMD EPYC 7763\" there");
    }

    [Fact]
    public void Results_of_two_commits_are_not_mixed()
    {
        _folder.Write("a.json", TestResults.Write(TestResults.Of(TestResults.Benchmark("A", [2]), provenance: new Provenance("c1"))));
        _folder.Write("b.json", TestResults.Write(TestResults.Of(TestResults.Benchmark("A", [2]), provenance: new Provenance("c2"))));
        Refused(_folder.Path).Code.ShouldBe(ErrorCode.MixedResults);
    }

    [Fact]
    public void A_written_file_is_read_again_and_leaves_nothing_beside_it()
    {
        var path = Path.Combine(_folder.Path, "new", "results.json");
        var results = TestResults.Of(TestResults.Benchmark("A", [1, 2], [3]), Runner);
        ResultSetFile.Write(path, TestResults.Of(TestResults.Benchmark("Old", [9])));
        ResultSetFile.Write(path, results);
        TestResults.Describe(Read(path)).ShouldBe(TestResults.Describe(results));
        Directory.GetFiles(Path.GetDirectoryName(path)!).ShouldBe([path]);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named()
    {
        var blocked = Path.Combine(_folder.Write("file", "x"), "results.json");
        var refused = Should.Throw<PerfGateException>(() => ResultSetFile.Write(blocked, TestResults.Of(TestResults.Benchmark("A", [1]))));
        refused.Code.ShouldBe(ErrorCode.ResultsNotWritten);
        refused.Origin.ShouldBe(blocked);
    }

    private static void Write(string pipe, byte[] content)
    {
        using var stream = new FileStream(pipe, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        stream.Write(content);
    }

    private static ResultSet Read(string path) => ResultReader.Read([path]);

    private static PerfGateException Refused(string path) => Should.Throw<PerfGateException>(() => Read(path));

    private static string Entry(string method, double value) =>
        $$"""{ "DisplayInfo": "T.{{method}}: DefaultJob", "Namespace": "N", "Type": "T", "Method": "{{method}}","""
        + FormattableString.Invariant($$""" "Statistics": { "OriginalValues": [ {{value}} ] } }""");

    private static string Export(string method, double value) =>
        """{ "Title": "T", "HostEnvironmentInfo": { "OsVersion": "Ubuntu 24.04", "ProcessorName": "AMD EPYC 7763" },"""
        + $$""" "Benchmarks": [ {{Entry(method, value)}} ] }""";
}
