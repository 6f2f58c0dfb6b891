using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Tests.Commands;

namespace PerfGate.Tool.Tests.Configuration;

/// <summary>What a configuration is refused for, and where.</summary>
public sealed class ConfigurationMistakeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_gate_that_compares_nothing_is_refused()
    {
        var path = Write("{\n  \"gate\": { \"metrics\": [] }\n}");

        var error = Should.Throw<PerfGateException>(Load);

        error.Code.ShouldBe(ErrorCode.InvalidConfiguration);
        error.Origin.ShouldBe(path + "(2,24)");
        error.Message.ShouldStartWith("gate.metrics is empty");
    }

    [Theory]
    [InlineData("""{ "gaet": {} }""", "(1,11)", "unknown property at gaet")]
    [InlineData("""{ "gate": { "minor": 10 } }""", "(1,", "expected a percentage in quotes")]
    [InlineData("""{ "gate": { "minor": "30%" } }""", "", "limits must rise")]
    [InlineData("""{ "gate": { "minor": "0%" } }""", "", "more than 0%")]
    [InlineData("""{ "gate": { "failOn": "sometimes" } }""", "(1,", "expected one of minor, major, critical, never at gate.failOn")]
    [InlineData("", "", "the file is empty")]
    [InlineData("""{ "projects": "bench" }""", "(1,", "expected a list of texts at projects")]
    [InlineData("""{ "rules": [{ "minor": "3%" }] }""", "(1,13)", "a required property is missing at rules[0]: pattern")]
    [InlineData("""{ "rules": [{ "pattern": " " }] }""", "", "rules[0].pattern is empty")]
    [InlineData(
        """{ "accepted": [{ "pattern": "*", "metric": "time", "upTo": "1%", "reason": "", "until": "2026-01-01" }] }""",
        "",
        "accepted[0].reason is empty")]
    [InlineData(
        """{ "accepted": [{ "pattern": "*", "metric": "time", "upTo": "1%", "reason": "r", "until": "soon" }] }""",
        "(1,",
        "expected a date (YYYY-MM-DD) at accepted[0].until")]
    [InlineData("""{ "measure": { "launches": 0 } }""", "(1,28)", "measure.launches must lie between 1 and 100")]
    [InlineData("""{ "measure": { "maxPairs": 1 } }""", "(1,28)", "measure.maxPairs must lie between 8 and 100")]
    [InlineData("""{ "measure": { "timeout": "5 min" } }""", "(1,", "expected a time in quotes")]
    [InlineData("""{ "measure": { "timeout": 300 } }""", "(1,", "at measure.timeout")]
    [InlineData("""{ "measure": { "budget": "8d" } }""", "(1,", "at measure.budget")]
    [InlineData("""{ "measure": { "mode": "fast" } }""", "(1,", "expected one of auto, side-by-side, stored at measure.mode")]
    [InlineData("""{ "measure": { "benchmarksFrom": "both" } }""", "(1,", "expected one of own, base, current at measure.benchmarksFrom")]
    [InlineData("{\n  \"gate\": {\n    \"metrics\": [\"time\", \" \"]\n  }\n}", "(3,25)", "gate.metrics[1] is empty")]
    [InlineData(
        "{\n  // ö\n  \"rules\": [{ \"pattern\": \"*\", \"minor\": \"3%\" }, { \"minor\": \"30%\", \"pattern\": \"*\" }],\n}",
        "(3,48)",
        "rules[1]: the limits must rise")]
    [InlineData("""{ "filter": [""] }""", "(1,14)", "filter[0] is empty")]
    [InlineData("""{ "gate": { "minor": "NaN%" } }""", "(1,", "expected a percentage in quotes")]
    [InlineData("""{ "rules": [null] }""", "", "rules[0] is null")]
    [InlineData("""{ "accepted": [null] }""", "", "accepted[0] is null")]
    [InlineData("""{ "projects": [null] }""", "", "projects[0] is null")]
    [InlineData("""{ "projects": ["a\u0000b"] }""", "", "projects[0] holds a null character")]
    [InlineData("""{ "filter": ["*", null] }""", "", "filter[1] is null")]
    [InlineData("""{ "measure": { "arguments": [null] } }""", "", "measure.arguments[0] is null")]
    [InlineData("""{ "gate": { "metrics": [null] } }""", "", "gate.metrics[0] is null")]
    [InlineData(
        """{ "accepted": [{ "pattern": "*", "metric": null, "upTo": "1%", "reason": "r", "until": "2026-01-01" }] }""",
        "",
        "accepted[0].metric is empty")]
    [InlineData("""{ "filter": ["*"], "filter": ["a"] }""", "(1,13)", "the same property stands twice at filter")]
    [InlineData("""{ "filter": ["*"], "filter": 3 }""", "(1,13)", "the same property stands twice at filter")]
    [InlineData("""{ "filter": ["*"], "a.b[c": 1 }""", "(1,29)", "unknown property at a.b[c")]
    [InlineData("""{ "gate": { "": [] } }""", "(1,17)", "unknown property at gate.")]
    [InlineData("""{ "": [] }""", "(1,7)", "unknown property at")]
    [InlineData("""{ "filter": [3] }""", "(1,14)", "expected a text at filter[0]")]
    [InlineData("""{ "gate": [] }""", "(1,11)", "expected an object at gate")]
    [InlineData("""{ "rules": {} }""", "(1,12)", "expected a list at rules")]
    [InlineData("""{ "measure": { "launches": 2.5 } }""", "(1,28)", "expected a whole number at measure.launches")]
    [InlineData("""{ "publish": { "checkRun": "yes" } }""", "(1,28)", "expected true or false at publish.checkRun")]
    [InlineData("""{ "publish": { "key": 1 } }""", "(1,23)", "expected a text at publish.key")]
    [InlineData("""{ "framework": "\ud800" }""", "", "not valid JSON")]
    [InlineData(
        """{ "accepted": [{ "pattern": "*", "metric": "time", "upTo": null, "reason": "r", "until": "2026-01-01" }] }""",
        "(1,60)",
        "expected a percentage in quotes")]
    [InlineData("""{ "gate": """, "(1,", "not valid JSON")]
    [InlineData("[]", "(1,", "expected an object")]
    [InlineData("null", "", "expected an object")]
    public void A_mistake_is_named_with_its_place(string content, string place, string text)
    {
        var path = Write(content);

        var error = Should.Throw<PerfGateException>(Load);

        error.Code.ShouldBe(ErrorCode.InvalidConfiguration);
        error.Code.ExitCode().ShouldBe(ExitCode.Usage);
        error.Origin!.ShouldStartWith(path + place);
        error.Message.ShouldContain(text);
        error.Next.ShouldNotBeNull();
    }

    [Fact]
    public void A_pattern_that_would_take_minutes_to_match_is_refused()
    {
        Write($$"""{ "rules": [{ "pattern": "{{new string('*', 1_000_000)}}" }] }""");

        Should.Throw<PerfGateException>(Load).Message.ShouldContain("rules[0].pattern is longer");
    }

    [Fact]
    public void A_named_file_that_is_not_there_is_an_error() =>
        Should.Throw<PerfGateException>(() => ConfigurationReader.Load("missing.json", _folder.Path))
            .Code.ShouldBe(ErrorCode.ConfigurationNotFound);

    private string Write(string content)
    {
        _folder.Write("perfgate.json", content);
        return _folder["perfgate.json"];
    }

    private void Load() => ConfigurationReader.Load(null, _folder.Path);
}
