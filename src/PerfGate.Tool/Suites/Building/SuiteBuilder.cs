using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Suites.Building;

/// <summary>Builds a benchmark project in Release, once.</summary>
internal static class SuiteBuilder
{
    /// <summary>Finds what building the project will make.</summary>
    /// <exception cref="SuiteFailedException">It cannot be evaluated.</exception>
    public static async Task<BuildOutput> EvaluateAsync(
        SuiteProject project, string? framework, SuiteLog log, CancellationToken cancellationToken)
    {
        var evaluated = await AskAsync(project, framework, log, cancellationToken);
        if (evaluated.TargetPath.Length == 0) evaluated = await AskAsync(project, evaluated.Framework, log, cancellationToken);
        var isProgram = !string.Equals(evaluated.OutputType, "Library", StringComparison.OrdinalIgnoreCase);
        return new BuildOutput(
            evaluated.TargetPath, evaluated.Framework, isProgram, evaluated.Frameworks.Length > 0, evaluated.Compilers);
    }

    /// <summary>Builds a project whose output is known.</summary>
    /// <param name="project">The project.</param>
    /// <param name="folder">Where the build is started: the global.json above it names the SDK.</param>
    /// <param name="framework">Target framework; null for what the project says.</param>
    /// <param name="compiler">What tells the build which compiler it uses.</param>
    /// <param name="log">Where the build's output goes.</param>
    /// <param name="cancellationToken">Ends the build.</param>
    /// <exception cref="SuiteFailedException">It does not build.</exception>
    public static async Task CompileAsync(
        SuiteProject project,
        string folder,
        string? framework,
        IReadOnlyList<string> compiler,
        SuiteLog log,
        CancellationToken cancellationToken)
    {
        List<string> arguments =
        [
            "build", project.Path, "-c", "Release", "-nologo", "-v:minimal", "-nodeReuse:false",
            "-p:RunAnalyzers=false", "-p:NuGetAudit=false", .. compiler,
        ];
        if (framework is not null) arguments.AddRange(["-f", framework]);
        var build = await DotNetCommand.RunAsync(arguments, folder, log.WriteLine, cancellationToken);
        if (build.ExitCode != 0)
        {
            throw new SuiteFailedException(log.Failure(
                project.Name, ErrorCode.SuiteDoesNotBuild, $"{project.Path} does not build in Release"));
        }
    }

    private static async Task<ProjectEvaluation> AskAsync(
        SuiteProject project, string? framework, SuiteLog log, CancellationToken cancellationToken)
    {
        var (evaluated, printed) = await ProjectEvaluation.AskAsync(project, framework, cancellationToken);
        if (evaluated is not null) return evaluated;
        foreach (var line in printed.Split('\n')) log.WriteLine(line);
        throw new SuiteFailedException(log.Failure(project.Name, ErrorCode.SuiteDoesNotBuild, $"{project.Path} cannot be evaluated"));
    }
}
