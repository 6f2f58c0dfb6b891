using System.ComponentModel;
using System.Globalization;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Processes;

namespace PerfGate.Tool.Git;

/// <summary>
/// The one place that runs git. Callers get bytes and an exit code; what happened is read from those and from plumbing output,
/// never from git's messages, which are quoted to the user only.
/// </summary>
/// <param name="workingDirectory">Where git starts to look for the repository.</param>
/// <param name="environment">Variables on top of this process's own, for example the ones that the program was called with.</param>
internal sealed class GitCommand(string workingDirectory, IReadOnlyDictionary<string, string?>? environment = null)
{
    /// <summary>
    /// Set by git for the hooks that it runs, where they name the repository, index or objects of that git process. Inherited, they
    /// would win over the working directory. Variables that carry configuration (GIT_CONFIG_COUNT, …) are kept: CI sets them on purpose.
    /// </summary>
    private static readonly string[] Misleading =
    [
        "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE",
        "GIT_SHALLOW_FILE", "GIT_IMPLICIT_WORK_TREE", "GIT_INTERNAL_SUPER_PREFIX", "GIT_LITERAL_PATHSPECS",
    ];

    /// <summary>Nothing may be started or rewritten behind the user's back: no hook, no daemon, no collection of garbage.</summary>
    private static readonly string[] Safety =
        ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "gc.auto=0", "-c", "maintenance.auto=false"];

    public string WorkingDirectory { get; } = workingDirectory;

    public GitCommand In(string directory) => new(directory, environment);

    /// <summary>Runs git and returns whatever came of it.</summary>
    /// <exception cref="PerfGateException">git is not installed, or the folder is not there.</exception>
    public async Task<ProcessOutput> TryRunAsync(
        IReadOnlyList<string> arguments,
        CancellationToken cancellationToken,
        ReadOnlyMemory<byte> input = default,
        IReadOnlyDictionary<string, string?>? variables = null)
    {
        try
        {
            return await ProcessRunner.RunAsync(Spec(arguments, variables) with { Input = input }, cancellationToken);
        }
        catch (Win32Exception exception)
        {
            throw NotInstalled(exception);
        }
    }

    /// <summary>Starts a git that answers questions until it is disposed.</summary>
    /// <exception cref="PerfGateException">git is not installed, or the folder is not there.</exception>
    public Conversation Converse(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        try
        {
            return ProcessRunner.Converse(Spec(arguments, null), cancellationToken);
        }
        catch (Win32Exception exception)
        {
            throw NotInstalled(exception);
        }
    }

    /// <summary>Runs git and returns its output; anything but exit code 0 is an error.</summary>
    /// <exception cref="PerfGateException">git failed, is not installed, or the folder is not there.</exception>
    public async Task<ProcessOutput> RunAsync(
        IReadOnlyList<string> arguments,
        CancellationToken cancellationToken,
        ReadOnlyMemory<byte> input = default,
        IReadOnlyDictionary<string, string?>? variables = null)
    {
        var output = await TryRunAsync(arguments, cancellationToken, input, variables);
        return output.ExitCode == 0 ? output : throw Failed(arguments, output);
    }

    /// <summary>What the user is told about a call that failed for a reason of git's own.</summary>
    public PerfGateException Failed(IReadOnlyList<string> arguments, ProcessOutput output)
    {
        var command = arguments
            .SkipWhile(argument => argument is "-c" || argument.Contains('=', StringComparison.Ordinal))
            .FirstOrDefault();
        var text = string.Create(
            CultureInfo.InvariantCulture, $"git {command} failed with exit code {output.ExitCode}: {LastLines(output)}");
        return new PerfGateException(ErrorCode.GitFailed, WorkingDirectory, text, "Run the same git command there by hand to see more.");
    }

    /// <summary>The end of what git said, in one line.</summary>
    public static string LastLines(ProcessOutput output)
    {
        var lines = output.StandardError.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var text = string.Join(" / ", lines.TakeLast(8).Select(line => line.Length <= 300 ? line : line[..300] + "…"));
        return text.Length == 0 ? "git said nothing." : text;
    }

    private ProcessSpec Spec(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?>? variables)
    {
        if (!Directory.Exists(WorkingDirectory))
            throw new PerfGateException(ErrorCode.NotARepository, WorkingDirectory, "The folder does not exist.", "Check the path.");
        var all = Environment(variables);
        return new ProcessSpec(Executable(all), [.. Safety, .. arguments]) { WorkingDirectory = WorkingDirectory, Environment = all };
    }

    private Dictionary<string, string?> Environment(IReadOnlyDictionary<string, string?>? variables)
    {
        var all = new Dictionary<string, string?>(environment ?? new Dictionary<string, string?>(), StringComparer.Ordinal);
        foreach (var name in Misleading) all[name] = null;
        all["GIT_TERMINAL_PROMPT"] = "0";
        all["GIT_OPTIONAL_LOCKS"] = "0"; // "git status" would write the user's index.
        all["LC_ALL"] = "C";
        foreach (var (name, value) in variables ?? new Dictionary<string, string?>()) all[name] = value;
        return all;
    }

    private static string Executable(Dictionary<string, string?> variables) =>
        ProgramPath.Find("git", variables.TryGetValue("PATH", out var own) ? own : System.Environment.GetEnvironmentVariable("PATH"))
        ?? throw NotInstalled(null);

    private static PerfGateException NotInstalled(Exception? inner) =>
        new(ErrorCode.GitNotFound, "git", "git could not be started.", "Install git 2.31 or later and put it on the PATH.", inner);
}
