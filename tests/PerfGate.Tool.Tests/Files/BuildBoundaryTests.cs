using PerfGate.Tool.Files;
using PerfGate.Tool.Git;
using PerfGate.Tool.Suites.Building;
using PerfGate.Tool.Tests.Commands;
using PerfGate.Tool.Tests.Git;

namespace PerfGate.Tool.Tests.Files;

/// <summary>MSBuild itself says what reaches a project.</summary>
public sealed class BuildBoundaryTests
{
    private static readonly string[] Names = ["Props", "Targets", "Packages", "Response"];

    [Fact]
    public async Task What_others_put_above_a_temporary_folder_does_not_reach_a_build()
    {
        using var folder = new TemporaryFolder();
        WriteAll(folder.Path);
        Directory.CreateDirectory(folder["inner"]);
        (await ReachingAsync(folder["inner"])).ShouldBe(Names, "that is what is held off");

        BuildBoundary.Write(folder["inner"]);

        (await ReachingAsync(folder["inner"])).ShouldBeEmpty();
        (await VersionAsync(folder["inner"])).ExitCode.ShouldBe(0);
        (await VersionAsync(folder.Path)).ExitCode.ShouldNotBe(0, "no such SDK is installed");
    }

    [Fact]
    public async Task What_lies_above_the_repository_reaches_a_checkout_of_it_too()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var commit = await sandbox.CommitAsync();
        WriteAll(sandbox.Root);
        var before = BuildBoundary.Above(sandbox.Path);

        await using (var worktree = await TemporaryWorktree.CreateAsync(
            await sandbox.OpenAsync(), commit, TimeProvider.System, CancellationToken.None))
        {
            (await ReachingAsync(worktree.Directory)).ShouldBe(Names);
            (await VersionAsync(worktree.Directory)).ExitCode.ShouldNotBe(0, "global.json asks for an SDK that is not installed");
            (await File.ReadAllTextAsync(Path.Combine(worktree.Directory, "..", ".editorconfig")))
                .ShouldBe("root = true\n[*.cs]\ndotnet_diagnostic.CS1591.severity = none\n");
        }

        await File.WriteAllTextAsync(Path.Combine(sandbox.Root, "Directory.Build.props"), "<Project />");
        BuildBoundary.Above(sandbox.Path).ShouldNotBe(before);
    }

    private static void WriteAll(string folder)
    {
        void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
        static string Setting(string name) => $"<Project><PropertyGroup><{name}>yes</{name}></PropertyGroup></Project>";

        Write("Directory.Build.props", Setting("Props"));
        Write("Directory.Build.targets", Setting("Targets"));
        Write("Directory.Packages.props", Setting("Packages"));
        Write("Directory.Build.rsp", "-p:Response=yes\n");
        Write("global.json", """{ "sdk": { "version": "99.0.100", "rollForward": "disable" } }""");
        Write(".editorconfig", "[*.cs]\ndotnet_diagnostic.CS1591.severity = none\n");
    }

    // Which of the settings a project in a folder has. The SDK is not the folder's, which may ask for one that nobody has.
    private static async Task<string[]> ReachingAsync(string folder)
    {
        var project = Path.Combine(folder, "Any.csproj");
        await File.WriteAllTextAsync(
            project,
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <Target Name="Say">
                <Message Importance="high" Text="[Props:$(Props)][Targets:$(Targets)][Packages:$(Packages)][Response:$(Response)]" />
              </Target>
            </Project>
            """);
        var said = await DotNetCommand.RunAsync(
            ["msbuild", project, "-nologo", "-t:Say", "-nodeReuse:false"], Path.GetPathRoot(folder)!, onLine: null, CancellationToken.None);
        said.ExitCode.ShouldBe(0, said.Text + said.StandardError);
        return [.. Names.Where(name => said.Text.Contains($"[{name}:yes]", StringComparison.Ordinal))];
    }

    private static Task<PerfGate.Tool.Processes.ProcessOutput> VersionAsync(string folder) =>
        DotNetCommand.RunAsync(["--version"], folder, onLine: null, CancellationToken.None);
}
