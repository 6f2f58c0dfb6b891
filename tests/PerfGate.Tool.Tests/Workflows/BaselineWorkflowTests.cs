using PerfGate.Tool.Errors;
using PerfGate.Tool.Files;
using PerfGate.Tool.Processes;
using PerfGate.Tool.Results;
using PerfGate.Tool.Tests.Baselines;
using PerfGate.Tool.Tests.Commands;
using YamlDotNet.RepresentationModel;

namespace PerfGate.Tool.Tests.Workflows;

/// <summary>
/// The workflow that records what is merged finds what the measuring one uploaded. Its scripts are run; recordings stand for dotnet and for
/// GitHub's gh, which hands out artifacts as they would have been uploaded.
/// </summary>
public sealed class BaselineWorkflowTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ScriptRunner _runner;

    public BaselineWorkflowTests()
    {
        _runner = new ScriptRunner(_folder);
        _runner.Program("gh", """
            printf '%s\n' "$*" >> "$GH_CALLS"
            case "$1 $2" in
              "api "*) if [ -n "$PULL_REQUEST" ]; then printf '%s\n' "$PULL_REQUEST"; fi;;
              "run list") case "$*" in *"--event $MEASURED_BY --commit $MEASURED_AT "*) echo 41;; esac;;
              "run download") mkdir -p "$9" && cp -r "$ARTIFACTS/$7/." "$9";;
            esac
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("pull_request", "head")]
    [InlineData("merge_group", "merge")]
    public async Task What_the_measuring_workflow_uploaded_is_recorded(string happened, string commit)
    {
        var workflows = await UploadAsync();

        var step = await StepAsync(workflows, 0, happened, commit, pullRequest: "head");

        step.ExitCode.ShouldBe(0, step.StandardError);
        _runner.Calls().ShouldHaveSingleItem().ShouldBe(
            ["perfgate", "baseline", "update", "--results", $"{_folder.Path}/merged/results/current.json", "--push"]);
        File.ReadAllText(_folder["gh.txt"]).ShouldContain($"--workflow perfgate.yml --event {happened} --commit {commit} --status success");
    }

    [Theory]
    [InlineData("pull_request", "another", "head")]
    [InlineData("pull_request", "head", "")]
    [InlineData("push", "merge", "head")]
    public async Task Without_such_results_the_step_fails_so_that_the_next_one_measures(string happened, string commit, string pullRequest)
    {
        var workflows = await UploadAsync();

        (await StepAsync(workflows, 0, happened, commit, pullRequest)).ExitCode.ShouldNotBe(0);

        _runner.Calls().ShouldBeEmpty();
        var steps = Scripts(workflows["perfgate-baseline.yml"]);
        steps[0].Text("continue-on-error").ShouldBe("true");
        steps[0].Text("id").ShouldBe("merged");
        steps.Skip(1).ShouldAllBe(step => step.Text("if") == "steps.merged.outcome != 'success'");
    }

    [Fact]
    public async Task What_check_has_measured_is_recorded_whatever_the_verdict()
    {
        var workflows = await UploadAsync();
        Scripts(workflows["perfgate-baseline.yml"])[1].Text("continue-on-error").ShouldBe("true");

        var step = await StepAsync(workflows, 2);

        step.ExitCode.ShouldBe(0, step.StandardError);
        _runner.Calls().ShouldHaveSingleItem().ShouldBe(
            ["perfgate", "baseline", "update", "--results", ".perfgate/results/current.json", "--push"]);
    }

    [Fact]
    public async Task Where_check_could_not_measure_both_sides_the_commit_is_measured_by_itself()
    {
        var workflows = await UploadAsync();
        Directory.Delete(_folder[".perfgate"], recursive: true);

        var step = await StepAsync(workflows, 2);

        step.ExitCode.ShouldBe(0, step.StandardError);
        _runner.Calls().ShouldHaveSingleItem().ShouldBe(["perfgate", "baseline", "update", "--push"]);
    }

    // Writes the workflows, keeps results as 'check' does, and uploads them as the measuring workflow says.
    private async Task<Dictionary<string, YamlMappingNode>> UploadAsync()
    {
        (await Cli.RunAsync(_folder.Path, "init")).Code.ShouldBe(ExitCode.Pass);
        ResultSetFile.Write(new WorkFolder(_folder.Path).Results("current"), SampleResults.Create());
        var workflows = Directory.GetFiles(_folder[".github/workflows"])
            .ToDictionary(path => Path.GetFileName(path), path => Yaml.Load(File.ReadAllText(path)));
        foreach (var upload in workflows["perfgate.yml"].Items("jobs", "check", "steps").Where(IsUploadOfFolders)) Upload(upload);
        return workflows;
    }

    private static bool IsUploadOfFolders(YamlNode step) =>
        step.Text("with", "path")?.Contains(".perfgate/", StringComparison.Ordinal) == true;

    // An artifact begins at the folder that its paths share, and leaves out hidden folders unless it is told not to.
    private void Upload(YamlNode step)
    {
        var paths = step.Text("with", "path")!.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        paths.Length.ShouldBeGreaterThan(1);
        step.Text("with", "include-hidden-files").ShouldBe("true");
        foreach (var path in paths)
        {
            path.ShouldStartWith(".perfgate/");
            if (!Directory.Exists(_folder[path])) continue;
            foreach (var file in Directory.GetFiles(_folder[path], "*", SearchOption.AllDirectories))
            {
                var inside = Path.GetRelativePath(_folder[".perfgate"], file);
                _folder.Write(Path.Combine("artifacts", step.Text("with", "name")!, inside), File.ReadAllText(file));
            }
        }
    }

    private Task<ProcessOutput> StepAsync(
        Dictionary<string, YamlMappingNode> workflows, int index, string happened = "", string commit = "", string pullRequest = "") =>
        _runner.RunAsync(Scripts(workflows["perfgate-baseline.yml"])[index].Text("run")!, new Dictionary<string, string?>
        {
            ["GITHUB_REPOSITORY"] = "octo/widgets",
            ["GITHUB_SHA"] = "merge",
            ["GITHUB_STEP_SUMMARY"] = _folder["summary.md"],
            ["GH_CALLS"] = _folder["gh.txt"],
            ["ARTIFACTS"] = _folder["artifacts"],
            ["PULL_REQUEST"] = pullRequest,
            ["MEASURED_BY"] = happened,
            ["MEASURED_AT"] = commit,
        });

    // The scripts after the one that installs the tool.
    private static IReadOnlyList<YamlNode> Scripts(YamlMappingNode workflow) =>
        [.. workflow.Items("jobs", "baseline", "steps").Where(step => step.At("run") is not null).Skip(1)];
}
