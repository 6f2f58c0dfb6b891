using System.Globalization;
using PerfGate.Tool.Files;
using PerfGate.Tool.Git;

namespace PerfGate.Tool.Doctor;

/// <summary>A small benchmark project in a git repository of its own, below the temporary folder until it is disposed.</summary>
internal sealed class SelfTestProject : IDisposable
{
    /// <summary>The version that PerfGate's own host is tried with most.</summary>
    public const string BenchmarkDotNet = "0.14.0";

    /// <summary>The benchmark that <see cref="SlowDownAsync"/> makes slower.</summary>
    public const string Changed = "*.Arithmetic";

    /// <summary>How much more work it then does: the middle of what is called major.</summary>
    public const double Slowdown = 0.36;

    private const int Rounds = 2_500;
    private const string Template = "PerfGate.Doctor/Benchmarks.cs";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("perfgate-doctor-");

    private SelfTestProject()
    {
    }

    public string Folder => _folder.FullName;

    /// <summary>Writes the project and commits it.</summary>
    /// <param name="packagesFrom">Folder whose NuGet configuration names the package sources.</param>
    /// <param name="cancellationToken">Ends git.</param>
    public static async Task<SelfTestProject> CreateAsync(string packagesFrom, CancellationToken cancellationToken)
    {
        var project = new SelfTestProject();
        try
        {
            await project.WriteAsync(packagesFrom, cancellationToken);
            await project.CommitAsync(cancellationToken);
            return project;
        }
        catch
        {
            project.Dispose();
            throw;
        }
    }

    /// <summary>Gives the benchmark more to do, as an uncommitted change.</summary>
    public Task SlowDownAsync(CancellationToken cancellationToken) => WriteWorkAsync((int)(Rounds * (1 + Slowdown)), cancellationToken);

    public void Dispose()
    {
        // git makes its objects read-only, and Windows does not delete such files.
        if (OperatingSystem.IsWindows())
        {
            foreach (var file in _folder.EnumerateFiles("*", SearchOption.AllDirectories)) file.IsReadOnly = false;
        }

        FolderCleanup.Delete(_folder);
    }

    private async Task WriteAsync(string packagesFrom, CancellationToken cancellationToken)
    {
        await WriteAsync(".gitignore", "bin/\nobj/\n", cancellationToken);

        // Nothing that lies above the temporary folder may reach the build, nor a configuration the gate.
        await WriteAsync("perfgate.json", "{}\n", cancellationToken);
        BuildBoundary.Write(Folder);
        var sources = $"<RestoreRootConfigDirectory>{MSBuildText.Escape(packagesFrom)}</RestoreRootConfigDirectory>";
        await WriteAsync("Directory.Build.props", $"<Project><PropertyGroup>{sources}</PropertyGroup></Project>\n", cancellationToken);
        await WriteAsync("SelfTest/SelfTest.csproj", Project(), cancellationToken);
        await WriteWorkAsync(Rounds, cancellationToken);
        using var template = new StreamReader(typeof(SelfTestProject).Assembly.GetManifestResourceStream(Template)!);
        await WriteAsync("SelfTest/Benchmarks.cs", await template.ReadToEndAsync(cancellationToken), cancellationToken);
    }

    private Task WriteWorkAsync(int rounds, CancellationToken cancellationToken) => WriteAsync(
        "SelfTest/Work.cs",
        string.Create(CultureInfo.InvariantCulture,
            $"namespace SelfTest;\n\ninternal static class Work\n{{\n    public const int Rounds = {rounds};\n}}\n"),
        cancellationToken);

    private static string Project() =>
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net{Environment.Version.Major.ToString(CultureInfo.InvariantCulture)}.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="BenchmarkDotNet" Version="{BenchmarkDotNet}" />
          </ItemGroup>
        </Project>

        """;

    private async Task CommitAsync(CancellationToken cancellationToken)
    {
        // By plumbing, so that no template, hook, signature or identity of the user takes part.
        var git = new GitCommand(Folder);
        var identity = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["GIT_AUTHOR_NAME"] = "perfgate",
            ["GIT_AUTHOR_EMAIL"] = "perfgate@localhost",
            ["GIT_COMMITTER_NAME"] = "perfgate",
            ["GIT_COMMITTER_EMAIL"] = "perfgate@localhost",
        };
        await git.RunAsync(["init", "--quiet", "--template=", "--initial-branch=main"], cancellationToken);
        await git.RunAsync(["add", "--all"], cancellationToken);
        var tree = (await git.RunAsync(["write-tree"], cancellationToken)).Text.Trim();
        var commit = await git.RunAsync(["commit-tree", tree, "-m", "The self-test"], cancellationToken, variables: identity);
        await git.RunAsync(["update-ref", "HEAD", commit.Text.Trim()], cancellationToken);
    }

    private async Task WriteAsync(string name, string text, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text, cancellationToken);
    }
}
