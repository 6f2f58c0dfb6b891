using System.Text.RegularExpressions;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Tests.Commands;
using PerfGate.Tool.Tests.Reporting;
using YamlDotNet.RepresentationModel;

namespace PerfGate.Tool.Tests.Workflows;

/// <summary>What a tag publishes.</summary>
public sealed class ReleaseWorkflowTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static YamlMappingNode Release => Yaml.Load(File.ReadAllText(Repository.PathOf(".github", "workflows", "release.yml")));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("v0.1.0", true)]
    [InlineData("v12.30.4", true)]
    [InlineData("v1.0.0-rc.1", true)]
    [InlineData("v0", false)]
    [InlineData("v1.2", false)]
    [InlineData("version", false)]
    public void Only_a_whole_version_is_published(string tag, bool isPublished)
    {
        var pattern = ((YamlScalarNode)Release.Items("on", "push", "tags").ShouldHaveSingleItem()).Value!;

        // As GitHub reads it: a dot is a dot, and a star is anything but a slash.
        var expression = pattern.Replace(".", @"\.", StringComparison.Ordinal).Replace("*", "[^/]*", StringComparison.Ordinal);
        Regex.IsMatch(tag, $"^{expression}$", RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldBe(isPublished);
    }

    [Fact]
    public async Task After_a_release_the_tag_that_workflows_name_the_action_by_moves_along()
    {
        var job = Release.At("jobs", "major").ShouldNotBeNull();
        job.Text("needs").ShouldBe("publish");
        job.Text("if").ShouldBe("${{ !contains(github.ref_name, '-') }}", "what is not finished is for those who name it");
        if (OperatingSystem.IsWindows()) return; // The stand-in for git is a script.
        var runner = new ScriptRunner(_folder);
        runner.Program("git", "printf '%s\\n' \"$*\" >> \"$GIT_CALLS\"");

        var ended = await runner.RunAsync(
            job.Items("steps").Select(step => step.Text("run")).OfType<string>().ShouldHaveSingleItem(),
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["TAG"] = "v0.12.3", ["GIT_CALLS"] = _folder["git.txt"] });

        ended.ExitCode.ShouldBe(0, ended.StandardError);
        (await File.ReadAllLinesAsync(_folder["git.txt"])).ShouldBe(["tag --force v0", "push --force origin refs/tags/v0"]);
    }
}
