using PerfGate.Tool.Errors;
using PerfGate.Tool.Tests.Commands;
using PerfGate.Tool.Tests.Reporting;
using YamlDotNet.RepresentationModel;

namespace PerfGate.Tool.Tests.Workflows;

/// <summary>Workflows that a repository gets from here, or has itself, cannot be turned against it.</summary>
public sealed class WorkflowTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_workflow_says_its_permissions_and_lets_no_expression_into_a_script()
    {
        foreach (var (path, workflow) in await WorkflowsAsync())
        {
            workflow.At("permissions").ShouldNotBeNull(path);
            workflow.At("on", "pull_request_target").ShouldBeNull(path);
            foreach (var (name, job) in workflow.Entries("jobs"))
            {
                job.At("timeout-minutes").ShouldNotBeNull($"{path} {name}");
                foreach (var step in job.Items("steps")) (step.Text("run") ?? "").ShouldNotContain("${{", Case.Sensitive, $"{path} {name}");
            }
        }
    }

    [Fact]
    public async Task No_file_anywhere_names_the_event_that_hands_a_token_to_foreign_code()
    {
        foreach (var (path, _) in await WorkflowsAsync()) File.ReadAllText(path).ShouldNotContain("pull_request_target");
        foreach (var file in new[] { "README.md", "action.yml" }) File.ReadAllText(Repository.PathOf(file))
            .ShouldNotContain("pull_request_target");
    }

    [Fact]
    public async Task What_runs_the_code_of_a_pull_request_may_only_read()
    {
        var measure = (await InitAsync())["perfgate.yml"];

        measure.Text("permissions", "contents").ShouldBe("read");
        var check = measure.At("jobs", "check")!;
        measure.Entries("on").Keys.ShouldBe(["pull_request", "merge_group"]);
        check.At("permissions").ShouldBeNull();
        check.Items("steps").ShouldAllBe(step => step.At("env") == null);
    }

    [Fact]
    public async Task What_may_comment_runs_and_checks_out_nothing_of_the_pull_request()
    {
        var comment = (await InitAsync())["perfgate-comment.yml"];

        comment.Entries("on").Keys.ShouldBe(["workflow_run"]);
        comment.Entries("permissions").ShouldBeEmpty();
        var job = comment.Entries("jobs").ShouldHaveSingleItem().Value;
        job.Text("if").ShouldBe("github.event.workflow_run.event == 'pull_request'");
        job.Entries("permissions").ToDictionary(entry => entry.Key, entry => ((YamlScalarNode)entry.Value).Value)
            .ShouldBe(new Dictionary<string, string?> { ["actions"] = "read", ["contents"] = "read", ["pull-requests"] = "write" });
        job.Items("steps").Skip(1).Select(step => step.Text("uses") ?? step.Text("run")).ShouldBe(
        [
            "actions/setup-dotnet@v4", "dotnet tool install --global PerfGate.Tool --version '0.*'", "dotnet perfgate publish",
        ]);

        // What an earlier job left in the workspace of a runner that is kept names no tool and no SDK here.
        job.Items("steps").Where(step => step.Text("run")?.StartsWith("dotnet ", StringComparison.Ordinal) == true)
            .ShouldAllBe(step => step.Text("working-directory") == "${{ runner.temp }}");
    }

    [Theory]
    [InlineData("perfgate.yml", "")]
    [InlineData("perfgate.yml", "1")]
    [InlineData("perfgate-baseline.yml", "")]
    [InlineData("perfgate-baseline.yml", "1")]
    public async Task The_tool_is_that_of_the_repositorys_manifest_where_it_has_one(string name, string noManifest)
    {
        if (OperatingSystem.IsWindows()) return; // The recording that stands for dotnet is a script.
        var job = (await InitAsync())[name].Entries("jobs").ShouldHaveSingleItem().Value;
        var runner = new ScriptRunner(_folder);
        var install = job.Items("steps").Select(step => step.Text("run")).First(run => run is not null)!;

        var ended = await runner.RunAsync(install, new Dictionary<string, string?> { ["STUB_NO_MANIFEST"] = noManifest });

        ended.ExitCode.ShouldBe(0, ended.StandardError);
        string[] expected = noManifest.Length == 0
            ? ["tool", "restore"]
            : ["tool", "install", "--global", "PerfGate.Tool", "--version", $"{Major}.*"];
        runner.Calls().ShouldBe([["tool", "list", "--local", "perfgate.tool"], expected]);
    }

    [Fact]
    public async Task Every_workflow_that_installs_the_tool_stays_with_its_major_version()
    {
        await InitAsync();
        foreach (var path in Directory.GetFiles(_folder[".github/workflows"]))
            File.ReadAllText(path).ShouldContain($"dotnet tool install --global PerfGate.Tool --version '{Major}.*'");
    }

    [Fact]
    public async Task Baselines_are_recorded_of_the_default_branch_whatever_it_is_called_and_of_releases()
    {
        var workflow = (await InitAsync())["perfgate-baseline.yml"];

        // With branches named, and no tags, a tag starts nothing.
        workflow.Entries("on", "push").Keys.ShouldBe(["branches"]);
        workflow.Items("on", "push", "branches").Select(node => ((YamlScalarNode)node).Value).ShouldBe(["**"]);
        workflow.Text("jobs", "baseline", "if").ShouldBe(
            "github.ref_name == github.event.repository.default_branch || startsWith(github.ref, 'refs/heads/release/')");
    }

    [Fact]
    public async Task A_run_without_a_report_ends_the_second_stage_without_an_error()
    {
        if (OperatingSystem.IsWindows()) return; // The stand-in for gh is a script.
        foreach (var workflow in new[] { (await InitAsync())["perfgate-comment.yml"], Own("perfgate-comment.yml") })
        {
            var steps = workflow.Items("jobs", "comment", "steps");
            steps[0].Text("id").ShouldBe("report");
            steps.Skip(1).ShouldAllBe(step => step.Text("if") == "steps.report.outputs.count != '0'");
            var runner = new ScriptRunner(_folder);
            runner.Program("gh", "printf '%s\\n' \"$*\" > \"$GH_CALLS\"\necho 0");
            var output = _folder.Write("output.txt", "");

            var ended = await runner.RunAsync(steps[0].Text("run")!, new Dictionary<string, string?>
            {
                ["GITHUB_REPOSITORY"] = "octo/widgets",
                ["GITHUB_OUTPUT"] = output,
                ["GH_CALLS"] = _folder["gh.txt"],
                ["RUN"] = "400",
            });

            ended.ExitCode.ShouldBe(0, ended.StandardError);
            File.ReadAllText(output).ShouldBe("count=0\n");
            File.ReadAllText(_folder["gh.txt"])
                .ShouldBe("api repos/octo/widgets/actions/runs/400/artifacts?name=perfgate-report --jq .total_count\n");
        }
    }

    [Fact]
    public async Task On_a_server_of_its_own_gh_is_told_where_it_is()
    {
        if (OperatingSystem.IsWindows()) return; // The stand-in for gh is a script.
        foreach (var (name, id) in new[] { ("perfgate-comment.yml", "report"), ("perfgate-baseline.yml", "merged") })
        {
            var job = (await InitAsync("--force"))[name].Entries("jobs").ShouldHaveSingleItem().Value;
            var step = job.Items("steps").Single(step => step.Text("id") == id);
            step.Text("env", "GH_ENTERPRISE_TOKEN").ShouldBe("${{ github.token }}");
            var runner = new ScriptRunner(_folder);
            runner.Program("gh", "printf '%s\\n' \"$GH_HOST\" >> \"$GH_CALLS\"");
            File.Delete(_folder["hosts.txt"]);

            await runner.RunAsync(step.Text("run")!, new Dictionary<string, string?>
            {
                ["GITHUB_SERVER_URL"] = "https://ghe.example.org",
                ["GITHUB_OUTPUT"] = _folder["output.txt"],
                ["GH_CALLS"] = _folder["hosts.txt"],
            });

            (await File.ReadAllLinesAsync(_folder["hosts.txt"])).Distinct(StringComparer.Ordinal).ShouldBe(["ghe.example.org"]);
        }
    }

    [Fact]
    public async Task A_merge_queue_gets_the_whole_history_and_a_pull_request_two_commits()
    {
        var checkout = (await InitAsync())["perfgate.yml"].Items("jobs", "check", "steps")
            .Single(step => step.Text("uses") == "actions/checkout@v4");

        // A number would be false where it is 0, and the other one would be taken.
        checkout.Text("with", "fetch-depth").ShouldBe("${{ github.event_name == 'merge_group' && '0' || '2' }}");
    }

    [Fact]
    public async Task The_second_stage_follows_the_first_and_finds_its_artifact()
    {
        var workflows = await InitAsync();

        var name = workflows["perfgate.yml"].Text("name")!;
        workflows["perfgate-comment.yml"].Items("on", "workflow_run", "workflows").Select(node => ((YamlScalarNode)node).Value)
            .ShouldBe([name]);
        var steps = workflows["perfgate.yml"].Items("jobs", "check", "steps");
        var upload = steps.Single(step => step.Text("with", "name") == "perfgate-report");
        upload.Text("with", "path").ShouldBe("${{ runner.temp }}/perfgate-report.json");
        upload.Text("if").ShouldBe("always()");
        steps.ShouldContain(
            step => (step.Text("run") ?? "").Contains("--report \"json=$RUNNER_TEMP/perfgate-report.json\"", StringComparison.Ordinal));
    }

    [Fact]
    public void This_repository_comments_on_its_own_pull_requests_with_the_tool_of_its_default_branch()
    {
        var (measure, comment) = (Own("perfgate.yml"), Own("perfgate-comment.yml"));

        comment.Items("on", "workflow_run", "workflows").Select(node => ((YamlScalarNode)node).Value).ShouldBe([measure.Text("name")]);
        measure.At("jobs", "check")!.Items("steps").ShouldContain(
            step => (step.Text("run") ?? "").EndsWith(
                " check --comment never --report \"json=$RUNNER_TEMP/perfgate-report.json\"", StringComparison.Ordinal));
        var steps = comment.Items("jobs", "comment", "steps");
        steps.Single(step => step.Text("uses") == "actions/checkout@v4").Text("with", "ref")
            .ShouldBe("${{ github.event.repository.default_branch }}");
        steps.ShouldContain(step => step.Text("run") == "dotnet run -c Release --project src/PerfGate.Tool -- publish");
    }

    private static int Major => typeof(App).Assembly.GetName().Version!.Major;

    private static YamlMappingNode Own(string name) => Yaml.Load(File.ReadAllText(Repository.PathOf(".github", "workflows", name)));

    private async Task<Dictionary<string, YamlMappingNode>> InitAsync(params string[] options)
    {
        (await Cli.RunAsync(_folder.Path, ["init", .. options])).Code.ShouldBe(ExitCode.Pass);
        return Directory.GetFiles(_folder[".github/workflows"])
            .ToDictionary(path => Path.GetFileName(path), path => Yaml.Load(File.ReadAllText(path)));
    }

    // Those that 'init' writes, and those of this repository.
    private async Task<IEnumerable<(string Path, YamlMappingNode Workflow)>> WorkflowsAsync()
    {
        await InitAsync();
        return Directory.GetFiles(_folder[".github/workflows"])
            .Concat(Directory.GetFiles(Repository.PathOf(".github", "workflows")))
            .Select(path => (path, Yaml.Load(File.ReadAllText(path))));
    }
}
