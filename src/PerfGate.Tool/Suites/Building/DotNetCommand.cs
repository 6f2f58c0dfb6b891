using PerfGate.Tool.Errors;
using PerfGate.Tool.Processes;

namespace PerfGate.Tool.Suites.Building;

/// <summary>Starts the .NET command line so that it behaves the same whoever started PerfGate.</summary>
internal static class DotNetCommand
{
    // Set by a `dotnet run`, `dotnet test` or MSBuild that started this process: they would tie a child to that SDK,
    // where the child's own folder (its global.json) decides.
    private static readonly string[] Inherited =
    [
        "MSBuildSDKsPath", "MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "MSBUILDLOADMICROSOFTTARGETSREADONLY",
        "MSBuildLoadMicrosoftTargetsReadOnly", "MSBUILDUSESERVER", "DOTNET_CLI_CONTEXT_VERBOSE", "DOTNET_STARTUP_HOOKS",
        "COREHOST_TRACE", "COR_ENABLE_PROFILING", "CORECLR_ENABLE_PROFILING",
    ];

    public static async Task<ProcessOutput> RunAsync(
        IReadOnlyList<string> arguments, string workingDirectory, Action<string>? onLine, CancellationToken cancellationToken)
    {
        return await ProcessRunner.RunAsync(Spec("dotnet", arguments, workingDirectory) with { OnLine = onLine }, cancellationToken);
    }

    /// <summary>Version of the SDK that builds in a folder; empty where the one that its global.json asks for is not installed.</summary>
    public static async Task<string> VersionAsync(string folder, CancellationToken cancellationToken)
    {
        var output = await RunAsync(["--version"], folder, onLine: null, cancellationToken);
        return output.ExitCode == 0 ? output.Text.Trim() : "";
    }

    /// <summary>A process with none of the surrounding SDK's variables.</summary>
    public static ProcessSpec Spec(string fileName, IReadOnlyList<string> arguments, string workingDirectory)
    {
        var environment = Inherited.ToDictionary(name => name, _ => (string?)null, StringComparer.Ordinal);

        // Whoever hands the token to PerfGate by this name means PerfGate, and not the code that is built and measured.
        environment["PERFGATE_GITHUB_TOKEN"] = null;
        environment["DOTNET_NOLOGO"] = "1";
        environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        return new ProcessSpec(fileName, arguments) { WorkingDirectory = workingDirectory, Environment = environment };
    }
}
