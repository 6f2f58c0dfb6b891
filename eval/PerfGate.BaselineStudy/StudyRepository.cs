using System.Globalization;
using System.Text;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Git;
using PerfGate.Tool.Processes;

namespace PerfGate.BaselineStudy;

/// <summary>A repository in the temporary folder, with a user configuration of its own.</summary>
internal sealed class StudyRepository : IDisposable
{
    private StudyRepository(string root) => Root = root;

    public string Root { get; }

    public string Work => Path.Combine(Root, "work");

    public string Remote => Path.Combine(Root, "remote.git");

    public Dictionary<string, string?> Environment { get; } = new(StringComparer.Ordinal)
    {
        ["GIT_CONFIG_NOSYSTEM"] = "1",
        ["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null",
    };

    /// <summary>A bare remote with a linear history, and a clone of it.</summary>
    public static async Task<StudyRepository> CreateAsync(int commits)
    {
        var repository = new StudyRepository(Directory.CreateTempSubdirectory("perfgate-study-").FullName);
        await repository.GitAsync(repository.Root, ["init", "--quiet", "--bare", "--initial-branch=main", repository.Remote]);
        var history = new StringBuilder();
        for (var commit = 1; commit <= commits; commit++)
        {
            history.Append(
                CultureInfo.InvariantCulture,
                $"commit refs/heads/main\nmark :{commit}\ncommitter a <a@example.org> {1_700_000_000 + (commit * 600)} +0000\ndata 1\nx\n");
            if (commit > 1) history.Append(CultureInfo.InvariantCulture, $"from :{commit - 1}\n");
            var content = commit.ToString(CultureInfo.InvariantCulture);
            history.Append(
                CultureInfo.InvariantCulture, $"M 100644 inline src/{commit % 50}/{commit % 20}.cs\ndata {content.Length}\n{content}\n");
        }

        await repository.GitAsync(repository.Remote, ["fast-import", "--quiet"], history.ToString());
        await repository.GitAsync(repository.Root, ["clone", "--quiet", repository.Remote, repository.Work]);
        return repository;
    }

    public Task<GitRepository> OpenAsync(string? path = null) =>
        GitRepository.OpenAsync(new GitCommand(path ?? Work, Environment), CancellationToken.None);

    public async Task<BaselineList> ListAsync(string path) =>
        await new BaselineStore(await OpenAsync(path), TimeProvider.System).ListAsync(CancellationToken.None);

    public async Task<string> GitAsync(string folder, IReadOnlyList<string> arguments, string input = "")
    {
        var spec = new ProcessSpec("git", arguments)
        {
            WorkingDirectory = folder,
            Environment = Environment,
            Input = Encoding.UTF8.GetBytes(input),
        };
        var output = await ProcessRunner.RunAsync(spec, CancellationToken.None);
        return output.ExitCode == 0
            ? output.Text.TrimEnd('\n')
            : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {output.StandardError}");
    }

    /// <summary>The tool as a process of its own.</summary>
    public static Task<ProcessOutput> ToolAsync(string folder, IReadOnlyDictionary<string, string?> variables, params string[] arguments)
    {
        var tool = Path.Combine(AppContext.BaseDirectory, "PerfGate.Tool.dll");
        var spec = new ProcessSpec("dotnet", ["exec", tool, .. arguments]) { WorkingDirectory = folder, Environment = variables };
        return ProcessRunner.RunAsync(spec, CancellationToken.None);
    }

    /// <summary>Number of git processes that something starts.</summary>
    public async Task<int> ProcessesAsync(Func<Task> action)
    {
        var trace = Path.Combine(Root, "trace");
        Environment["GIT_TRACE2_EVENT"] = trace;
        await action();
        Environment.Remove("GIT_TRACE2_EVENT");
        var count = File.ReadLines(trace).Count(line => line.Contains("\"event\":\"start\"", StringComparison.Ordinal));
        File.Delete(trace);
        return count;
    }

    public void Dispose()
    {
        foreach (var file in new DirectoryInfo(Root).EnumerateFiles("*", SearchOption.AllDirectories))
            file.Attributes = FileAttributes.Normal;
        Directory.Delete(Root, recursive: true);
    }
}
