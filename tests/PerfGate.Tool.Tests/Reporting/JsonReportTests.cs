using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Tests.Reporting;

public sealed class JsonReportTests
{
    private static readonly string Schema = File.ReadAllText(Repository.PathOf("docs", "report.schema.json"));

    // Members may be added to what is published; here, where reports are written, each has to be described.
    private static readonly SchemaValidator Validator = new(Strict(Schema));

    [Fact]
    public void A_small_report_is_as_expected() => Sample.Text(ReportFormat.Json, Sample.Small).ShouldBeAsExpected("small.json");

    [Theory]
    [InlineData(10_000, "warning 9999")]
    [InlineData(12_345, "2,346 further warnings left out.")]
    public void No_more_warnings_are_written_than_a_second_stage_reads(int count, string last)
    {
        var result = Sample.Small.Result with { Warnings = [.. Enumerable.Range(0, count).Select(number => $"warning {number}")] };

        var read = JsonReportReader.Read(
            Encoding.UTF8.GetBytes(Sample.Text(ReportFormat.Json, Sample.Small with { Result = result })), "report.json");

        read.Result.Warnings.Length.ShouldBe(10_000);
        read.Result.Warnings[^1].ShouldBe(last);
    }

    [Fact]
    public void Whatever_a_report_holds_it_follows_the_schema()
    {
        for (var seed = 0; seed < 500; seed++) Validator.Validate(Json(RandomReport.Of(seed))).ShouldBeEmpty($"seed {seed}");
        Validator.Validate(Json(Sample.Large(5000))).ShouldBeEmpty();
    }

    [Fact]
    public void A_report_of_a_later_version_follows_the_schema_too()
    {
        var document = Json(Full);
        document["later"] = 1;
        document["comparisons"]![0]!["later"] = new JsonArray();

        new SchemaValidator(Schema).Validate(document).ShouldBeEmpty();
        Validator.Validate(document).Count.ShouldBe(2);
    }

    [Fact]
    public void Nothing_can_be_removed_added_or_replaced_without_breaking_the_schema()
    {
        Validator.Validate(Json(Full)).ShouldBeEmpty();
        var mutations = 0;
        foreach (var path in Paths(Json(Full), []))
        {
            if (path[^1] is string) Broken(path, (parent, name) => parent.AsObject().Remove((string)name));
            Broken(path, (parent, name) => Set(parent, name, new JsonObject { ["surprise"] = true }));
            Broken([.. path], (parent, name) => (Get(parent, name) as JsonObject ?? (JsonObject)parent.Root)["surprise"] = 1);
        }

        mutations.ShouldBeGreaterThan(200);

        void Broken(object[] path, Action<JsonNode, object> mutate)
        {
            var document = Json(Full);
            var parent = path[..^1].Aggregate(document, (node, step) => Get(node, step)!);
            mutate(parent, path[^1]);
            Validator.Validate(document).ShouldNotBeEmpty(string.Join('/', path));
            mutations++;
        }
    }

    [Theory]
    [InlineData("schema", "\"perfgate.report/2\"")]
    [InlineData("verdict", "\"Pass\"")]
    [InlineData("exitCode", "6")]
    [InlineData("failOn", "\"none\"")]
    [InlineData("summary/total", "-1")]
    [InlineData("comparisons/0/outcome", "\"worse\"")]
    [InlineData("comparisons/0/better", "null")]
    [InlineData("comparisons/0/ratio", "-0.5")]
    [InlineData("comparisons/0/ratio", "\"NaN\"")]
    [InlineData("comparisons/0/pValue", "1.5")]
    [InlineData("comparisons/0/baseline/n", "2.5")]
    [InlineData("comparisons/0/accepted/until", "\"tomorrow\"")]
    [InlineData("environment/current/logicalCores", "0")]
    [InlineData("warnings/0", "7")]
    public void A_wrong_value_breaks_the_schema(string path, string value)
    {
        var document = Json(Full);
        var steps = path.Split('/')
            .Select(step => int.TryParse(step, CultureInfo.InvariantCulture, out var index) ? (object)index : step)
            .ToArray();
        Set(steps[..^1].Aggregate(document, (node, step) => Get(node, step)!), steps[^1], JsonNode.Parse(value));
        Validator.Validate(document).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("""{ "type": "object", "minProperties": 1 }""")]
    [InlineData("""{ "properties": { "a": { "oneOf": [] } } }""")]
    [InlineData("""{ "$defs": { "a": { "items": { "format": "date" } } } }""")]
    [InlineData("""{ "$ref": "#/$defs/missing", "$defs": {} }""")]
    public void A_schema_that_the_validator_does_not_understand_is_refused(string schema) =>
        Should.Throw<NotSupportedException>(() => new SchemaValidator(schema));

    [Fact]
    public void The_schema_names_every_value_that_the_program_can_write()
    {
        var root = JsonNode.Parse(Schema)!;
        var comparison = root["$defs"]!["comparison"]!["properties"]!;
        Enumerated(root["properties"]!["verdict"]!).ShouldBe(Words<Verdict>());
        Enumerated(root["properties"]!["failOn"]!).ShouldBe(Words<FailOn>());
        Enumerated(comparison["outcome"]!).ShouldBe(Words<Outcome>());
        Enumerated(comparison["better"]!).ShouldBe(Words<Better>());
        root["properties"]!["exitCode"]!["enum"]!.AsArray().Select(code => code!.GetValue<int>())
            .ShouldBe(RandomReport.ExitCodes.Select(code => (int)code));
    }

    [Fact]
    public void What_is_not_a_finite_number_is_null_and_never_zero()
    {
        var finding = Sample.Finding(Outcome.Critical, Sample.Id("", "T", "M"), Metric.Allocated, 0, double.NaN, 0);
        var comparison = Json(Sample.Of(Verdict.Fail, ExitCode.GateFailed, [finding]))["comparisons"]![0]!;
        comparison["baseline"]!["median"]!.GetValue<double>().ShouldBe(0);
        comparison["current"]!["median"].ShouldBeNull();
        comparison["ratio"].ShouldBeNull();
        comparison["pValue"].ShouldBeNull();
    }

    [Fact]
    public void Hostile_text_comes_back_unchanged()
    {
        foreach (var text in HostileText.All.Where(text => !text.Any(char.IsSurrogate)))
        {
            var finding = Sample.Finding(Outcome.Major, Sample.Id(text, text, text, text), Metric.Time, 100, 130, 0.02, text);
            Json(Sample.Of(Verdict.Fail, ExitCode.GateFailed, [finding]))["comparisons"]![0]!["method"]!.GetValue<string>().ShouldBe(text);
        }
    }

    /// <summary>A report in which nothing that can be there is missing.</summary>
    private static Report Full
    {
        get
        {
            var accepted = Sample.Small.Result.Findings.Single(finding => finding.Accepted is not null);
            var doubtful = accepted with { Comparison = accepted.Comparison with { Warnings = ["doubtful"] } };
            var report = Sample.Of(Verdict.Fail, ExitCode.GateFailed, [doubtful], ["unused"]);
            return report with { SuiteFailures = [new SuiteFailure("Suite", ["line"])] };
        }
    }

    private static string Strict(string schema)
    {
        var root = JsonNode.Parse(schema)!;
        Close(root);
        return root.ToJsonString();

        static void Close(JsonNode? node)
        {
            if (node is JsonArray items) foreach (var item in items) Close(item);
            if (node is not JsonObject members) return;
            foreach (var (_, member) in members.ToList()) Close(member);
            if (members["properties"] is JsonObject) members["additionalProperties"] = false;
        }
    }

    private static JsonNode Json(Report report) => JsonNode.Parse(Sample.Text(ReportFormat.Json, report))!;

    private static IEnumerable<object[]> Paths(JsonNode? node, object[] path)
    {
        if (path.Length > 0) yield return path;
        var children = node switch
        {
            JsonObject members => members.Select(member => ((object)member.Key, member.Value)),
            JsonArray items => items.Select((item, index) => ((object)index, item)),
            _ => [],
        };
        foreach (var (step, child) in children)
        {
            foreach (var deeper in Paths(child, [.. path, step])) yield return deeper;
        }
    }

    private static JsonNode? Get(JsonNode node, object step) => step is int index ? node[index] : node[(string)step];

    private static void Set(JsonNode node, object step, JsonNode? value)
    {
        if (step is int index) node[index] = value;
        else node[(string)step] = value;
    }

    private static IEnumerable<string> Enumerated(JsonNode schema) => schema["enum"]!.AsArray().Select(value => value!.GetValue<string>());

    private static IEnumerable<string> Words<T>()
        where T : struct, Enum => Enum.GetValues<T>().Select(Wording.Word);
}
