using System.ComponentModel;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Processes;

namespace PerfGate.Tool.Suites.Building;

/// <summary>Starts the .NET command line, and what it built, so that it behaves the same whoever started PerfGate.</summary>
internal static class DotNetCommand
{
    /// <summary>The command line's name, for <see cref="Spec"/> and in logs.</summary>
    public const string Name = "dotnet";

    // Set by a `dotnet run`, `dotnet test` or MSBuild that started this process: they would tie a child to that SDK,
    // where the child's own folder (its global.json) decides.
    private static readonly string[] Inherited =
    [
        "MSBuildSDKsPath", "MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "MSBUILDLOADMICROSOFTTARGETSREADONLY",
        "MSBuildLoadMicrosoftTargetsReadOnly", "MSBUILDUSESERVER", "DOTNET_CLI_CONTEXT_VERBOSE", "DOTNET_STARTUP_HOOKS",
        "COREHOST_TRACE", "COR_ENABLE_PROFILING", "CORECLR_ENABLE_PROFILING",
    ];

    /// <exception cref="PerfGateException">It could not be started.</exception>
    public static Task<ProcessOutput> RunAsync(
        IReadOnlyList<string> arguments, string workingDirectory, Action<string>? onLine, CancellationToken cancellationToken) =>
        RunAsync(Spec(Name, arguments, workingDirectory) with { OnLine = onLine }, cancellationToken);

    /// <summary>Runs what <see cref="Spec"/> made.</summary>
    /// <exception cref="PerfGateException">It could not be started.</exception>
    public static async Task<ProcessOutput> RunAsync(ProcessSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            return await ProcessRunner.RunAsync(spec, cancellationToken);
        }
        catch (Win32Exception problem) when (Path.GetFileNameWithoutExtension(spec.FileName) == Name)
        {
            throw NotFound(problem);
        }
        catch (Win32Exception problem)
        {
            throw new PerfGateException(
                ErrorCode.SuiteFailed,
                spec.FileName,
                $"the suite's program could not be started: {problem.Message}",
                "A program of .NET Framework runs on Windows only: name another target framework with --framework.",
                problem);
        }
    }

    /// <summary>
    /// The command line's full path: the one that runs this process, as far as one does, and else the one on the path.
    /// </summary>
    /// <param name="process">The program that runs this process.</param>
    /// <param name="path">Folders as PATH lists them.</param>
    /// <exception cref="PerfGateException">There is none.</exception>
    public static string Find(string? process, string? path) =>
        Path.GetFileNameWithoutExtension(process) == Name ? process! : ProgramPath.Find(Name, path) ?? throw NotFound(null);

    /// <summary>Version of the SDK that builds in a folder; empty where the one that its global.json asks for is not installed.</summary>
    public static async Task<string> VersionAsync(string folder, CancellationToken cancellationToken)
    {
        var output = await RunAsync(["--version"], folder, onLine: null, cancellationToken);
        return output.ExitCode == 0 ? output.Text.Trim() : "";
    }

    /// <summary>A process with none of the surrounding SDK's variables.</summary>
    /// <param name="fileName">A full path, or <see cref="Name"/>.</param>
    /// <param name="arguments">What follows it.</param>
    /// <param name="workingDirectory">Where it is started.</param>
    /// <exception cref="PerfGateException">The command line is meant, and there is none.</exception>
    public static ProcessSpec Spec(string fileName, IReadOnlyList<string> arguments, string workingDirectory)
    {
        var environment = Inherited.ToDictionary(name => name, _ => (string?)null, StringComparer.Ordinal);

        // Whoever hands the token to PerfGate by this name means PerfGate, and not the code that is built and measured.
        environment["PERFGATE_GITHUB_TOKEN"] = null;
        environment["DOTNET_NOLOGO"] = "1";
        environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        environment["MSBUILDDISABLENODEREUSE"] = "1";

        // With one core to run on, a runtime waits ten times longer before it optimises what runs often: a container with one core would
        // have its benchmarks measured unoptimised, and now and then optimised.
        environment["DOTNET_TC_DelaySingleProcMultiplier"] = "1";
        var program = fileName == Name ? Find(Environment.ProcessPath, Environment.GetEnvironmentVariable("PATH")) : fileName;
        return new ProcessSpec(program, arguments) { WorkingDirectory = workingDirectory, Environment = environment };
    }

    private static PerfGateException NotFound(Exception? inner) => new(
        ErrorCode.SdkNotFound, Name, "'dotnet' could not be started.", "Install the .NET SDK, or put it on the PATH.", inner);
}
