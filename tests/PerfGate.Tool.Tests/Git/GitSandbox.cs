using System.Text;
using PerfGate.Tool.Git;
using PerfGate.Tool.Processes;

namespace PerfGate.Tool.Tests.Git;

/// <summary>
/// A real repository in a folder of its own (whose name has a space and an umlaut), with a user configuration of its own that has no
/// identity and insists on signing, so that whatever depends on the user's configuration fails.
/// </summary>
internal sealed class GitSandbox : IDisposable
{
    private int _commits;

    private GitSandbox(string root)
    {
        Root = root;
        Path = System.IO.Path.Combine(root, "mein repö");
        Directory.CreateDirectory(Path);
        File.WriteAllText(
            GlobalConfig,
            "[user]\n\tuseConfigOnly = true\n[commit]\n\tgpgSign = true\n[gpg]\n\tprogram = no-such-gpg\n"
            + "[protocol \"file\"]\n\tallow = always\n");
        Environment = new(StringComparer.Ordinal)
        {
            ["HOME"] = root,
            ["GIT_CONFIG_GLOBAL"] = GlobalConfig,
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_CEILING_DIRECTORIES"] = root,
        };
    }

    /// <summary>Folder that holds the repository and whatever else the test needs.</summary>
    public string Root { get; }

    /// <summary>The repository.</summary>
    public string Path { get; private set; }

    public string GlobalConfig => System.IO.Path.Combine(Root, "gitconfig");

    public Dictionary<string, string?> Environment { get; }

    /// <summary>A repository without commits.</summary>
    public static async Task<GitSandbox> CreateAsync(params string[] options)
    {
        // macOS links its temporary folder; git answers with the real path.
        var root = Directory.CreateTempSubdirectory("perf gate ü ").FullName;
        var sandbox = new GitSandbox(OperatingSystem.IsMacOS() ? "/private" + root : root);
        await sandbox.GitAsync(["init", "--quiet", "--initial-branch=main", .. options]);
        return sandbox;
    }

    /// <summary>Moves on to a clone (or another working tree) of the repository: from here on, everything happens there.</summary>
    public async Task<string> MoveToCloneAsync(params string[] options)
    {
        var clone = System.IO.Path.Combine(Root, "klon " + Guid.NewGuid().ToString("N")[..6]);
        await GitAsync(["clone", "--quiet", .. options, new Uri(Path).AbsoluteUri, clone]);
        return Path = clone;
    }

    public void MoveTo(string path) => Path = path;

    /// <summary>Runs git as the user would, with an identity for making commits; fails the test where git fails.</summary>
    public Task<string> GitAsync(params string[] arguments) => GitAsync(arguments, "");

    public async Task<string> GitAsync(string[] arguments, string input)
    {
        var spec = new ProcessSpec(
            "git", ["-c", "commit.gpgSign=false", "-c", "user.name=ünïcode", "-c", "user.email=user@example.org", .. arguments])
        {
            WorkingDirectory = Path,
            Environment = Environment,
            Input = Encoding.UTF8.GetBytes(input),
        };
        var output = await ProcessRunner.RunAsync(spec, CancellationToken.None);
        output.ExitCode.ShouldBe(0, $"git {string.Join(' ', arguments)}: {output.StandardError}");
        return output.Text.TrimEnd('\n');
    }

    /// <summary>Commits a change and returns the commit's id.</summary>
    public async Task<string> CommitAsync(string file = "datei ä.txt", string? content = null)
    {
        _commits++;
        await File.WriteAllTextAsync(System.IO.Path.Combine(Path, file), content ?? $"content {_commits}");
        await GitAsync("add", "--all");
        await GitAsync("commit", "--quiet", "--message", $"Commit {_commits}");
        return await GitAsync("rev-parse", "HEAD");
    }

    public GitCommand Command => new(Path, Environment);

    public Task<GitRepository> OpenAsync() => GitRepository.OpenAsync(Command, CancellationToken.None);

    public void Dispose()
    {
        // git makes its objects read-only, and Windows does not delete such files.
        foreach (var file in new DirectoryInfo(Root).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            file.Attributes = FileAttributes.Normal;
        }

        Directory.Delete(Root, recursive: true);
    }
}
