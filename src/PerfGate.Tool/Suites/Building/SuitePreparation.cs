using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Suites.Building;

/// <summary>Makes a project ready for measuring: builds it, finds its benchmarks, and generates a host where one is needed.</summary>
internal static class SuitePreparation
{
    /// <summary>The built suite; without benchmarks when the filter selects none of them.</summary>
    /// <param name="project">The project.</param>
    /// <param name="request">What it is prepared for.</param>
    /// <param name="log">Where the output of builds and lists goes.</param>
    /// <param name="cancellationToken">Ends it with all its processes.</param>
    /// <exception cref="SuiteFailedException">It does not build, or there are no benchmarks in it.</exception>
    public static async Task<BuiltSuite> PrepareAsync(
        SuiteProject project, PreparationRequest request, SuiteLog log, CancellationToken cancellationToken)
    {
        if (!File.Exists(project.Path))
        {
            throw new SuiteFailedException(log.Failure(project.Name, ErrorCode.ProjectNotFound, $"{project.Path} does not exist"));
        }

        var built = await SuiteBuilder.EvaluateAsync(project, request.Framework, log, cancellationToken);
        var extra = request.ForLockstep ? await TryBuildHostAsync(project, built, request, log, cancellationToken) : null;

        // The host refers to the suite and has built it.
        if (extra is null)
        {
            var framework = built.HasSeveralFrameworks ? built.Framework : request.Framework;
            var compiler = request.Compiler.ArgumentsFor(built.Compilers);
            await SuiteBuilder.CompileAsync(project, project.Folder, framework, compiler, log, cancellationToken);
        }

        var own = new SuiteProgram(built.Assembly, []);
        var listed = built.IsProgram ? await ListAsync(own, request.Filter, log, cancellationToken) : null;
        if (listed is not null) return new BuiltSuite(project, own, extra, listed, built.Fingerprint());

        log.WriteLine("Its own program does not list them as BenchmarkDotNet does: a generated host runs the benchmarks instead.");
        var host = extra ?? await HostProject.BuildAsync(project, built, request, log, cancellationToken);
        return await ListAsync(host, request.Filter, log, cancellationToken) is { } names
            ? new BuiltSuite(project, host, extra, names, built.Fingerprint())
            : throw new SuiteFailedException(log.Failure(
                project.Name, ErrorCode.NoBenchmarks, $"no benchmark could be found in {project.Path}"));
    }

    // A BenchmarkDotNet whose engine looks different, or a framework without what the host needs, is measured by whole launches.
    private static async Task<SuiteProgram?> TryBuildHostAsync(
        SuiteProject project, BuildOutput built, PreparationRequest request, SuiteLog log, CancellationToken cancellationToken)
    {
        try
        {
            return await HostProject.BuildAsync(project, built, request, log, cancellationToken);
        }
        catch (SuiteFailedException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            log.WriteLine("The host does not build against this suite, or the suite itself does not build.");
            return null;
        }
    }

    // Null when the program has no benchmarks to offer at all; empty when the filter selects none of those that it has.
    private static async Task<IReadOnlyList<string>?> ListAsync(
        SuiteProgram program, IReadOnlyList<string> filter, SuiteLog log, CancellationToken cancellationToken)
    {
        var selected = await SuiteProbe.ListAsync(program, filter, log, cancellationToken);
        if (selected is null or { Count: > 0 }) return selected;
        var all = await SuiteProbe.ListAsync(program, ["*"], log, cancellationToken);
        return all is { Count: > 0 } ? selected : null;
    }
}
