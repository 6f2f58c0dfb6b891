using System.Text;
using PerfGate.Tool.Processes;
using PerfGate.Tool.Tests.Commands;

namespace PerfGate.Tool.Tests.Workflows;

/// <summary>Runs the scripts of steps under bash, with programs of the test's own before all others on the path.</summary>
internal sealed class ScriptRunner
{
    private readonly TemporaryFolder _folder;

    /// <param name="folder">The runner's temporary folder, and the one that scripts run in unless they are given another.</param>
    public ScriptRunner(TemporaryFolder folder)
    {
        _folder = folder;

        // A recording stands for dotnet: each argument is ended by a zero byte, each call by a second one.
        Program("dotnet", """
            printf '%s\0' "$@" >> "$RECORD"
            printf '\0' >> "$RECORD"
            if [ "$2" = list ]; then exit ${STUB_NO_MANIFEST:-0}; fi
            exit ${STUB_EXIT:-0}
            """);
    }

    /// <summary>Puts a program on the path of the scripts.</summary>
    public void Program(string name, string script)
    {
        var path = _folder.Write(Path.Combine("stub", name), $"#!/usr/bin/env bash\n{script.ReplaceLineEndings("\n")}\n");
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <param name="script">What stands under <c>run</c>.</param>
    /// <param name="environment">Variables of the step.</param>
    /// <param name="workingDirectory">Folder of the step.</param>
    public async Task<ProcessOutput> RunAsync(string script, Dictionary<string, string?> environment, string? workingDirectory = null)
    {
        environment["RUNNER_TEMP"] = _folder.Path;
        environment["GITHUB_PATH"] = _folder["path.txt"];
        environment["RECORD"] = _folder["calls"];
        environment["PATH"] = $"{_folder["stub"]}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";

        // As the runner starts bash.
        return await ProcessRunner.RunAsync(
            new ProcessSpec("bash", ["--noprofile", "--norc", "-eo", "pipefail", _folder.Write("step.sh", script)])
            {
                WorkingDirectory = workingDirectory ?? _folder.Path,
                Environment = environment,
            },
            CancellationToken.None);
    }

    /// <summary>What dotnet was called with.</summary>
    public string[][] Calls() => !File.Exists(_folder["calls"]) ? [] :
    [
        .. File.ReadAllText(_folder["calls"], Encoding.UTF8).Split("\0\0", StringSplitOptions.RemoveEmptyEntries)
            .Select(call => call.Split('\0')),
    ];
}
