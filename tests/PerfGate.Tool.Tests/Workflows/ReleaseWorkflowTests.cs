using System.Text.RegularExpressions;
using PerfGate.Tool.Tests.Commands;
using PerfGate.Tool.Tests.Git;
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

    [Theory]
    [InlineData("v0.12.3", "v0.12.3")]
    [InlineData("v0.9.1", "v0.11.0")]
    public async Task After_a_release_the_tag_that_workflows_name_the_action_by_moves_along_and_never_back(string tag, string expected)
    {
        var job = Release.At("jobs", "major").ShouldNotBeNull();
        job.Text("needs").ShouldBe("publish");
        job.Text("if").ShouldBe("${{ !contains(github.ref_name, '-') }}", "what is not finished is for those who name it");
        if (!OperatingSystem.IsLinux()) return; // The job runs on Linux, with its sort.
        using var sandbox = await GitSandbox.CreateAsync();
        foreach (var released in new[] { "v0.1.0", "v0.9.0", "v0.11.0", "v0.13.0-rc.1", "v0.x", "v1.0.0", tag })
        {
            await sandbox.CommitAsync();
            await sandbox.GitAsync("tag", released);
        }

        await sandbox.GitAsync("tag", "v0", "v0.11.0");
        var origin = sandbox.Path;

        // As actions/checkout leaves it: one commit, and no tag but the one that was pushed.
        var clone = await sandbox.MoveToCloneAsync("--depth=1", "--no-tags", $"--branch={tag}");
        var script = job.Items("steps").Select(step => step.Text("run")).OfType<string>().ShouldHaveSingleItem();
        var environment = new Dictionary<string, string?>(sandbox.Environment, StringComparer.Ordinal) { ["TAG"] = tag };

        var ended = await new ScriptRunner(_folder).RunAsync(script, environment, clone);

        ended.ExitCode.ShouldBe(0, ended.StandardError);
        sandbox.MoveTo(origin);
        (await sandbox.GitAsync("rev-parse", "v0")).ShouldBe(await sandbox.GitAsync("rev-parse", expected));
    }
}
