using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Results;
using PerfGate.Tool.Tests.Baselines;
using PerfGate.Tool.Tests.Reporting;

namespace PerfGate.Tool.Tests.Commands;

public sealed class AcceptCommandTests : IDisposable
{
    private const string Entry =
        """{ "pattern": "*.Startup", "metric": "time", "upTo": "15%","""
        + """ "reason": "reads \"both\" formats & <more>", "until": "2999-03-31" }""";

    private static readonly string[] Line = ["accept", "*.Startup", "--up-to", "15%", "--reason", "reads \"both\" formats & <more>",
        "--until", "2999-03-31"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{}", "{\n  \"accepted\": [\n    ENTRY\n  ]\n}")]
    [InlineData("{\n}\n", "{\n  \"accepted\": [\n    ENTRY\n  ]\n}\n")]
    [InlineData("{\n  \"filter\": [\"*\"]\n}\n", "{\n  \"filter\": [\"*\"],\n  \"accepted\": [\n    ENTRY\n  ]\n}\n")]
    [InlineData("{\n  \"filter\": [\"*\"], // all\n}\n", "{\n  \"filter\": [\"*\"], // all\n  \"accepted\": [\n    ENTRY\n  ]\n}\n")]
    [InlineData("{\n  \"filter\": [\"*\"] // all, of them\n}\n",
        "{\n  \"filter\": [\"*\"], // all, of them\n  \"accepted\": [\n    ENTRY\n  ]\n}\n")]
    [InlineData("{\n  \"accepted\": []\n}\n", "{\n  \"accepted\": [\n    ENTRY\n  ]\n}\n")]
    [InlineData("{\n  \"accepted\": null, \"filter\": []\n}\n", "{\n  \"accepted\": [\n    ENTRY\n  ], \"filter\": []\n}\n")]
    [InlineData(
        "{\n  \"accepted\": [\n    // none yet, \"]\" {\n  ]\n}\n", "{\n  \"accepted\": [\n    // none yet, \"]\" {\n    ENTRY\n  ]\n}\n")]
    [InlineData("{\n  \"accepted\": [\n    OTHER\n  ],\n  \"filter\": []\n}\n",
        "{\n  \"accepted\": [\n    OTHER,\n    ENTRY\n  ],\n  \"filter\": []\n}\n")]
    [InlineData("{\n  \"accepted\": [\n    OTHER, // a, b\n    /* end */\n  ]\n}\n",
        "{\n  \"accepted\": [\n    OTHER, // a, b\n    /* end */\n    ENTRY\n  ]\n}\n")]
    [InlineData("{\r\n\t\"accepted\": [\r\n\t\tOTHER // kept\r\n\t]\r\n}\r\n",
        "{\r\n\t\"accepted\": [\r\n\t\tOTHER, // kept\r\n\t\tENTRY\r\n\t]\r\n}\r\n")]
    [InlineData("{ \"accepted\": [OTHER] }", "{ \"accepted\": [OTHER,\n    ENTRY\n  ] }")]
    public async Task The_entry_is_written_and_everything_else_stays_as_it_was(string before, string after)
    {
        const string other = """{ "pattern": "Other", "metric": "time", "upTo": "5%", "reason": "x", "until": "2998-01-01" }""";
        _folder.Write("perfgate.json", before.Replace("OTHER", other, StringComparison.Ordinal));

        var result = await Cli.RunAsync(_folder.Path, Line);

        result.Code.ShouldBe(ExitCode.Pass, result.Error);
        File.ReadAllText(_folder["perfgate.json"])
            .ShouldBe(after.Replace("ENTRY", Entry, StringComparison.Ordinal).Replace("OTHER", other, StringComparison.Ordinal));
        ConfigurationReader.Load(null, _folder.Path).Content.Accepted!.ShouldContain(entry => entry.Pattern == "*.Startup");
    }

    [Fact]
    public async Task An_entry_of_the_same_pattern_and_metric_is_renewed()
    {
        _folder.Write(
            "perfgate.json",
            """{ "accepted": [ /* a */ { "pattern": "*.Startup", "metric": "time", "upTo": "1%","""
            + """ "reason": "x", "until": "2020-01-01" } /* b */ ] }""");

        await Cli.RunAsync(_folder.Path, Line);

        File.ReadAllText(_folder["perfgate.json"]).ShouldBe($$"""{ "accepted": [ /* a */ {{Entry}} /* b */ ] }""");
    }

    [Fact]
    public async Task Entries_that_are_written_at_once_are_all_there()
    {
        var patterns = Enumerable.Range(0, 8).Select(index => FormattableString.Invariant($"*.Benchmark{index}")).ToList();

        await Task.WhenAll(patterns.Select(pattern => Task.Run(() => Cli.RunAsync(_folder.Path, [Line[0], pattern, .. Line[2..]]))));

        ConfigurationReader.Load(null, _folder.Path).Content.Accepted!.Select(entry => entry.Pattern)
            .ShouldBe(patterns, ignoreOrder: true);
    }

    [Fact]
    public async Task Without_a_configuration_one_is_begun()
    {
        var result = await Cli.RunAsync(_folder.Path, Line);

        result.Out.ShouldStartWith("perfgate.json: { \"pattern\": \"*.Startup\"");
        result.Out.ShouldContain("no results here yet");
        ConfigurationReader.Load(null, _folder.Path).Content.Accepted.ShouldHaveSingleItem();
        Directory.GetFiles(_folder.Path).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_byte_order_mark_of_an_editor_is_kept()
    {
        File.WriteAllBytes(_folder["perfgate.json"], [0xEF, 0xBB, 0xBF, .. "{}"u8]);

        (await Cli.RunAsync(_folder.Path, Line)).Code.ShouldBe(ExitCode.Pass);

        File.ReadAllBytes(_folder["perfgate.json"])[..4].ShouldBe([0xEF, 0xBB, 0xBF, (byte)'{']);
    }

    [Theory]
    [InlineData("PG1001", "--up-to", "15")]
    [InlineData("PG1001", "--up-to", "0%")]
    [InlineData("PG1001", "--up-to", "-5%")]
    [InlineData("PG1001", "--until", "31.3.2999")]
    [InlineData("PG1001", "--reason", " ")]
    [InlineData("PG1001", "--metric", "")]
    [InlineData("PG1011", "--until", "2020-01-01")]
    public async Task What_makes_no_sense_is_refused_before_anything_is_written(string code, string option, string value)
    {
        string[] line = [.. Line, "--metric", "time"];
        line[Array.IndexOf(line, option) + 1] = value;

        var result = await Cli.RunAsync(_folder.Path, line);

        result.Code.ShouldBe(ExitCode.Usage);
        result.Error.ShouldContain($"{option} : error {code}");
        Directory.GetFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("33.3333333%")]
    [InlineData("0.000000000000001%")]
    [InlineData("12.50%")]
    public async Task A_percentage_is_written_without_a_loss(string upTo)
    {
        string[] line = [.. Line];
        line[Array.IndexOf(line, "--up-to") + 1] = upTo;

        var result = await Cli.RunAsync(_folder.Path, line);

        result.Code.ShouldBe(ExitCode.Pass, result.Error);
        ConfigurationReader.Load(null, _folder.Path).Content.Accepted.ShouldHaveSingleItem().UpTo.Percent
            .ShouldBe(decimal.Parse(upTo.TrimEnd('%'), CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_pattern_that_no_configuration_may_hold_is_not_written()
    {
        var longest = await Cli.RunAsync(_folder.Path, (string[])["accept", new string('a', 1_000), .. Line[2..]]);
        longest.Code.ShouldBe(ExitCode.Pass, longest.Error);
        var written = File.ReadAllText(_folder["perfgate.json"]);

        var longer = await Cli.RunAsync(_folder.Path, (string[])["accept", new string('a', 1_001), .. Line[2..]]);

        longer.Code.ShouldBe(ExitCode.Usage);
        longer.Error.ShouldContain("pattern : error PG1001");
        File.ReadAllText(_folder["perfgate.json"]).ShouldBe(written);
    }

    [Fact]
    public async Task A_configuration_that_is_not_understood_is_left_alone()
    {
        _folder.Write("perfgate.json", "{ \"gates\": {} }");

        (await Cli.RunAsync(_folder.Path, Line)).Error.ShouldContain("PG1002");

        File.ReadAllText(_folder["perfgate.json"]).ShouldBe("{ \"gates\": {} }");
    }

    [Fact]
    public async Task A_pattern_that_matches_nothing_of_the_last_results_is_a_typing_error()
    {
        var results = SampleResults.Create();
        Directory.CreateDirectory(_folder[".perfgate/results"]);
        ResultSetFile.Write(_folder[".perfgate/results/current.json"], results);
        var name = results.Benchmarks[0].Id.FullName;

        var wrong = await Cli.RunAsync(_folder.Path, Line);
        wrong.Code.ShouldBe(ExitCode.Usage);
        wrong.Error.ShouldContain("PG1010");
        wrong.Error.ShouldContain(name);

        var metric = await Cli.RunAsync(_folder.Path, (string[])["accept", name, "--metric", "tiem", .. Line[2..]]);
        metric.Error.ShouldContain("PG1010");
        metric.Error.ShouldContain("it has time");
        File.Exists(_folder["perfgate.json"]).ShouldBeFalse();

        var right = await Cli.RunAsync(_folder.Path, (string[])["accept", name, .. Line[2..]]);
        right.Code.ShouldBe(ExitCode.Pass, right.Error);
        right.Out.ShouldContain($"It matches {name}");
    }

    [Fact]
    public async Task A_check_that_measured_nothing_leaves_nothing_to_hold_a_pattern_against()
    {
        Directory.CreateDirectory(_folder[".perfgate/results"]);
        ResultSetFile.Write(_folder[".perfgate/results/current.json"], SampleResults.Create() with { Benchmarks = [] });

        var accepted = await Cli.RunAsync(_folder.Path, Line);

        accepted.Code.ShouldBe(ExitCode.Pass, accepted.Error);
        accepted.Error.ShouldBeEmpty();
        accepted.Out.ShouldContain("no results here yet");
    }

    [Fact]
    public async Task Results_of_one_side_that_cannot_be_read_do_not_hide_the_other()
    {
        _folder.Write(".perfgate/results/current.json", "{ \"schema\": ");
        ResultSetFile.Write(_folder[".perfgate/results/base.json"], SampleResults.Create());

        var refused = await Cli.RunAsync(_folder.Path, Line);

        refused.Code.ShouldBe(ExitCode.Usage);
        refused.Error.ShouldContain("current.json(1,");
        refused.Error.ShouldContain("error PG1010:");
    }

    [Fact]
    public async Task The_names_that_there_are_stand_one_a_line_and_are_no_commands()
    {
        var results = SampleResults.Create();
        var hostile = results.Benchmarks[0] with { Id = new BenchmarkId("", "::error", "a\n::error::x\n##vso[b]") };
        Directory.CreateDirectory(_folder[".perfgate/results"]);
        ResultSetFile.Write(_folder[".perfgate/results/current.json"], results with { Benchmarks = [hostile] });

        var refused = await Cli.RunAsync(_folder.Path, Line);
        var accepted = await Cli.RunAsync(_folder.Path, (string[])["accept", "*", .. Line[2..]]);

        refused.Error.Split('\n').Length.ShouldBe(4);
        accepted.Code.ShouldBe(ExitCode.Pass, accepted.Error);
        (refused.Error + accepted.Out).Split('\n').Where(HostileText.IsCommand).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_line_that_a_failing_report_offers_makes_it_pass()
    {
        ResultSetFile.Write(_folder["base.json"], Results(100));
        ResultSetFile.Write(_folder["current.json"], Results(160));
        string[] compare = ["compare", "base.json", "current.json", "--format", "markdown"];
        var failing = await Cli.RunAsync(_folder.Path, compare);
        failing.Code.ShouldBe(ExitCode.GateFailed, failing.Out);

        var offered = Regex.Match(
            WebUtility.HtmlDecode(failing.Out), "<pre>dotnet perfgate accept '(?<pattern>[^']*)' --metric 'time' --up-to (?<most>[0-9]+%)",
                RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Groups;
        var accepted = await Cli.RunAsync(
            _folder.Path, "accept", offered["pattern"].Value, "--up-to", offered["most"].Value,
            "--reason", "because", "--until", "2999-01-01");
        accepted.Code.ShouldBe(ExitCode.Pass, accepted.Error);

        var passing = await Cli.RunAsync(_folder.Path, compare);
        passing.Code.ShouldBe(ExitCode.Pass, passing.Out);
        passing.Out.ShouldContain("until 2999-01-01: because");
    }

    // Enough launches to decide, and what a machine adds to each.
    private static ResultSet Results(double level)
    {
        var random = new Random((int)level);
        var launches = Enumerable.Range(0, 12).Select(
            _ => Enumerable.Range(0, 10).Select(_ => level * (1 + (0.01 * random.NextDouble()))).ToImmutableArray()).ToImmutableArray();
        var results = SampleResults.Create();
        return results with { Benchmarks = [results.Benchmarks[0] with { Metrics = [new MetricSamples(Metric.Time, launches)] }] };
    }
}
