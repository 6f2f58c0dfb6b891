using System.Text.RegularExpressions;
using PerfGate.Tool.Checking;
using PerfGate.Tool.Files;
using PerfGate.Tool.Processes;
using PerfGate.Tool.Suites.Kept;
using PerfGate.Tool.Tests.Commands;
using PerfGate.Tool.Tests.Reporting;
using YamlDotNet.RepresentationModel;

namespace PerfGate.Tool.Tests.Workflows;

/// <summary>
/// Runs the steps of action.yml under bash as GitHub does. A recording stands for dotnet: what it is called with is what there is to
/// see.
/// </summary>
public sealed class ActionTests : IDisposable
{
    private static readonly YamlMappingNode Action = Yaml.Load(File.ReadAllText(Repository.PathOf("action.yml")));

    private readonly TemporaryFolder _folder = new();
    private readonly ScriptRunner _runner;

    public ActionTests() => _runner = new ScriptRunner(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void No_expression_stands_in_a_script_and_every_input_is_described_and_used()
    {
        var steps = Action.Items("runs", "steps");
        foreach (var step in steps) (step.Text("run") ?? "").ShouldNotContain("${{");
        steps.Where(step => step.At("run") is not null).ShouldAllBe(step => step.Text("shell") == "bash");

        foreach (var (name, input) in Action.Entries("inputs"))
        {
            input.Text("description").ShouldNotBeNullOrEmpty(name);
            steps.Count(step => Regex.IsMatch(Text(step), $@"inputs\.{name}\b(?!-)", RegexOptions.None, TimeSpan.FromSeconds(5)))
                .ShouldBeGreaterThan(0, name);
        }
    }

    [Fact]
    public void Every_input_and_output_stands_in_the_readme()
    {
        var readme = File.ReadAllText(Repository.PathOf("README.md"));

        foreach (var name in Action.Entries("inputs").Keys.Concat(Action.Entries("outputs").Keys)) readme.ShouldContain($"`{name}`");
    }

    [Fact]
    public void Every_example_in_the_readme_is_a_workflow_with_inputs_that_there_are()
    {
        var inputs = Action.Entries("inputs").Keys.ToHashSet();
        var examples = File.ReadAllText(Repository.PathOf("README.md")).ReplaceLineEndings("\n").Split("```yaml\n").Skip(1)
            .Select(text => Yaml.Load(text.Split("```")[0])).ToList();

        examples.Count.ShouldBeGreaterThanOrEqualTo(6);
        foreach (var example in examples)
        {
            example.Entries("permissions").ShouldNotBeEmpty();
            var uses = example.Entries("jobs").Values.SelectMany(job => job.Items("steps"))
                .Where(step => step.Text("uses") == "OWNER/perfgate@v0").ToList();
            uses.ShouldNotBeEmpty();
            foreach (var name in uses.SelectMany(step => step.Entries("with").Keys)) inputs.ShouldContain(name);
        }
    }

    [Fact]
    public void The_shards_of_the_readme_reach_the_job_that_judges_them()
    {
        var jobs = File.ReadAllText(Repository.PathOf("README.md")).ReplaceLineEndings("\n").Split("```yaml\n").Skip(1)
            .Select(text => Yaml.Load(text.Split("```")[0])).Single(example => example.At("jobs", "measure") is not null);
        var (measure, gate) = (jobs.Items("jobs", "measure", "steps"), jobs.Items("jobs", "gate", "steps"));
        using var folder = new TemporaryFolder();
        var shard = new WorkFolder(folder.Path).Shard(1, 4);

        // An artifact of one folder begins in it; several that a pattern matches are each put into a folder of its name.
        var upload = measure.Single(step => step.Text("uses") == "actions/upload-artifact@v4");
        Path.GetFullPath(folder[upload.Text("with", "path")!]).ShouldBe(Path.GetDirectoryName(shard));
        upload.Text("with", "include-hidden-files").ShouldBe("true");
        var download = gate.Single(step => step.Text("uses") == "actions/download-artifact@v4");
        upload.Text("with", "name")!.ShouldStartWith(download.Text("with", "pattern")!.TrimEnd('*'));
        folder.Write($"{download.Text("with", "path")}/shard-1/{Path.GetFileName(shard)}/{KeptMeasurement.FileName}", "{}");

        var results = gate.Single(step => step.Text("uses") == "OWNER/perfgate@v0").Text("with", "results")!;
        ShardComparison.Find([folder[results]]).ShouldHaveSingleItem().ShouldEndWith("1-of-4");
        jobs.Text("jobs", "gate", "needs").ShouldBe("measure");
    }

    [Fact]
    public async Task Without_inputs_it_checks_and_keeps_a_report()
    {
        (await CheckAsync()).ShouldBe(["perfgate", "check", "--report", $"json={_folder.Path}/perfgate-report.json"]);
    }

    [Fact]
    public async Task Each_input_reaches_the_tool_as_one_argument_and_lists_as_one_a_line()
    {
        var arguments = await CheckAsync(
            ("project", "bench/A\nbench/B b"),
            ("filter", "*Parse*"),
            ("framework", "net10.0"),
            ("against", "v2.1.0"),
            ("results", "shards/**"),
            ("shard", "1/4"),
            ("launches", "5"),
            ("environment", "nightly"),
            ("config", "perf/perfgate.json"),
            ("fail-on", "minor"),
            ("publish", "always"),
            ("comment", "regressions"),
            ("comment-key", "linux"),
            ("check-run", "true"),
            ("require-publish", "false"),
            ("report", "junit=perf.xml\n\nmarkdown=perf.md\n"));

        arguments[4..].ShouldBe(
        [
            "--project=bench/A", "--project=bench/B b", "--filter=*Parse*", "--framework=net10.0", "--against=v2.1.0",
                "--results=shards/**", "--shard=1/4", "--launches=5",
            "--environment=nightly", "--config=perf/perfgate.json", "--fail-on=minor", "--publish=always", "--comment=regressions",
                "--comment-key=linux",
            "--check-run=true", "--require-publish=false", "--report=junit=perf.xml", "--report=markdown=perf.md",
        ]);
    }

    [Theory]
    [InlineData("$(touch pwned)")]
    [InlineData("`touch pwned`")]
    [InlineData("\"; touch pwned; \"")]
    [InlineData("'; touch pwned; '")]
    [InlineData("x || touch pwned")]
    [InlineData("--fail-on=never")]
    [InlineData("-p x --results y")]
    [InlineData("* ?[a-z] {a,b} ~ $HOME \\n %0A")]
    [InlineData("::set-output name=x::y")]
    [InlineData("ünï ♥ \u202E")]
    public async Task A_hostile_value_stays_the_value_of_its_option(string value)
    {
        foreach (var input in new[] { "project", "filter", "against", "results", "environment", "fail-on", "comment-key", "report", "shard",
            "config", "check-run", "require-publish" })
        {
            (await CheckAsync((input, value)))[4..].ShouldBe([$"--{input}={value}"]);
        }

        File.Exists(_folder["pwned"]).ShouldBeFalse();
    }

    [Fact]
    public void The_token_bears_the_name_that_is_not_handed_on_to_benchmarks()
    {
        var variables = Action.Items("runs", "steps").SelectMany(step => step.Entries("env"))
            .Where(variable => variable.Key.Contains("TOKEN", StringComparison.Ordinal)).ToList();

        variables.ShouldHaveSingleItem().Key.ShouldBe("PERFGATE_GITHUB_TOKEN");
    }

    [Fact]
    public async Task A_gate_that_fails_fails_the_step_with_its_exit_code()
    {
        var result = await StepAsync("Check", new Dictionary<string, string?> { ["STUB_EXIT"] = "4" });

        result.ExitCode.ShouldBe(4);
    }

    [Fact]
    public async Task The_manifest_of_the_repository_decides_about_the_tool_where_it_has_one()
    {
        var result = await StepAsync("Install", [], ("version", "1.2.3"));

        result.ExitCode.ShouldBe(0, result.StandardError);
        _runner.Calls().ShouldBe([["tool", "list", "--local", "perfgate.tool"], ["tool", "restore"]]);
    }

    [Theory]
    [InlineData("", new[] { "tool", "update", "--tool-path", "FOLDER/perfgate-tool", "PerfGate.Tool" })]
    [InlineData(null, new[] { "tool", "update", "--tool-path", "FOLDER/perfgate-tool", "--version=0.*", "PerfGate.Tool" })]
    [InlineData("1.2.*", new[] { "tool", "update", "--tool-path", "FOLDER/perfgate-tool", "--version=1.2.*", "PerfGate.Tool" })]
    [InlineData("1 $(touch pwned)",
        new[] { "tool", "update", "--tool-path", "FOLDER/perfgate-tool", "--version=1 $(touch pwned)", "PerfGate.Tool" })]
    public async Task Without_one_the_tool_is_installed_for_the_job_alone(string? version, string[] expected)
    {
        (string, string)[] inputs = version is null ? [] : [("version", version)];

        var result = await StepAsync("Install", new Dictionary<string, string?> { ["STUB_NO_MANIFEST"] = "1" }, inputs);

        result.ExitCode.ShouldBe(0, result.StandardError);
        _runner.Calls()[1].ShouldBe([.. expected.Select(argument => argument.Replace("FOLDER", _folder.Path, StringComparison.Ordinal))]);
        File.ReadAllText(_folder["path.txt"]).ShouldBe($"{_folder.Path}/perfgate-tool\n");
        File.Exists(_folder["pwned"]).ShouldBeFalse();
    }

    [Fact]
    public void The_tool_that_is_installed_has_the_major_version_of_the_action() =>
        Action.Text("inputs", "version", "default").ShouldBe($"{typeof(App).Assembly.GetName().Version!.Major}.*");

    [Theory]
    [InlineData("", 0, false)]
    [InlineData("perf/perfgate.json", 0, false)]
    [InlineData("", 5, true)]
    public async Task What_was_recorded_is_fetched_where_it_is_compared_with_and_no_more_than_a_warning(string config, int code, bool warns)
    {
        var steps = Action.Items("runs", "steps").ToList();
        var fetch = steps.Single(step => step.Text("name") == "Fetch baselines");
        steps.IndexOf(fetch).ShouldBe(steps.FindIndex(step => step.Text("name") == "Check") - 1);
        fetch.Text("if").ShouldBe("inputs.against == 'baseline' || (inputs.results != '' && inputs.against == '')");

        var result = await StepAsync(
            "Fetch baselines", new Dictionary<string, string?> { ["STUB_EXIT"] = $"{code}" }, ("config", config));

        result.ExitCode.ShouldBe(0, result.StandardError);
        string[] expected = config.Length == 0 ? ["perfgate", "baseline", "fetch"] : ["perfgate", "baseline", "fetch", $"--config={config}"];
        _runner.Calls().ShouldHaveSingleItem().ShouldBe(expected);
        result.Text.Contains("::warning ", StringComparison.Ordinal).ShouldBe(warns);
    }

    private async Task<string[]> CheckAsync(params (string Name, string Value)[] inputs)
    {
        File.Delete(_folder["calls"]);
        var result = await StepAsync("Check", [], inputs);
        result.ExitCode.ShouldBe(0, result.StandardError);
        return _runner.Calls().ShouldHaveSingleItem();
    }

    private async Task<ProcessOutput> StepAsync(
        string name, Dictionary<string, string?> environment, params (string Name, string Value)[] inputs)
    {
        var step = Action.Items("runs", "steps").Single(candidate => candidate.Text("name") == name);
        foreach (var (variable, value) in step.Entries("env")) environment[variable] = Evaluate(((YamlScalarNode)value).Value!, inputs);
        return await _runner.RunAsync(step.Text("run")!, environment);
    }

    private static string Evaluate(string expression, (string Name, string Value)[] inputs)
    {
        var name = Regex.Match(expression, @"^\$\{\{ inputs\.(?<name>[a-z-]+) \}\}$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5))
            .Groups["name"].Value;
        var standard = Action.At("inputs", name).ShouldNotBeNull(expression).Text("default")!;
        return inputs.Where(input => input.Name == name).Select(input => input.Value).FirstOrDefault(standard);
    }

    private static string Text(YamlNode node) => node switch
    {
        YamlMappingNode map => string.Join('\n', map.Children.Values.Select(Text)),
        YamlScalarNode scalar => scalar.Value ?? "",
        _ => "",
    };
}
