using PerfGate.Tool.Errors;
using PerfGate.Tool.Files;
using PerfGate.Tool.Suites.Building;
using PerfGate.Tool.Suites.Progress;

namespace PerfGate.Tool.Suites;

/// <summary>Prepares suites for measuring and keeps what they need (logs, generated hosts) until the measurement ends.</summary>
internal sealed class SuiteSession(
    WorkFolder workFolder,
    string? framework,
    IReadOnlyList<string> filter,
    LaunchArguments arguments,
    IProgress<MeasureEvent> progress,
    TimeProvider clock)
    : IDisposable
{
    // Somebody else's build; whoever waits longer than this is told.
    private static readonly TimeSpan LongestBuild = TimeSpan.FromMinutes(30);

    private readonly DirectoryInfo _hosts = Directory.CreateTempSubdirectory("perfgate-host-");
    private readonly List<SuiteLog> _logs = [];

    /// <summary>Builds a project of one side.</summary>
    /// <param name="project">The project.</param>
    /// <param name="side">Name of the side, as people read it.</param>
    /// <param name="forLockstep">Whether it will be measured in turn with another side.</param>
    /// <param name="isCheckout">Whether it lies in a checkout of this process's own.</param>
    /// <param name="compiler">What compiles it.</param>
    /// <param name="cancellationToken">Ends the build.</param>
    /// <exception cref="SuiteFailedException">It cannot be measured.</exception>
    /// <exception cref="PerfGateException">The folder of logs and locks cannot be written, or another build does not end.</exception>
    public async Task<MeasuredSuite> PrepareAsync(
        SuiteProject project, string side, bool forLockstep, bool isCheckout, CompilerServer compiler, CancellationToken cancellationToken)
    {
        progress.Report(new MeasureEvent(project.Name, $"building {side}", null, 0, 0));
        var log = Log(project, side);

        // A checkout is this process's own; in the working tree another check may be building.
        using var building = isCheckout ? null : await LockAsync(workFolder.BuildLock, cancellationToken);
        var request = new PreparationRequest(framework, filter, Path.Combine(_hosts.FullName, side), forLockstep, compiler);
        var suite = await SuitePreparation.PrepareAsync(project, request, log, cancellationToken);
        return new MeasuredSuite(new SuiteLauncher(suite, arguments, log));
    }

    /// <summary>A suite whose host was built before; its output goes to the same log.</summary>
    /// <param name="project">The project that it was built from.</param>
    /// <param name="side">Name of the side, as people read it.</param>
    /// <param name="take">Puts the host into a folder and returns its program, or null when there is none.</param>
    public MeasuredSuite? TryReuse(SuiteProject project, string side, Func<string, SuiteProgram?> take)
    {
        if (take(Path.Combine(_hosts.FullName, side, project.Name + "-kept")) is not { } host) return null;
        progress.Report(new MeasureEvent(project.Name, $"{side} was built before", null, 0, 0));
        return new MeasuredSuite(new SuiteLauncher(new BuiltSuite(project, host, host, [], ""), arguments, Log(project, side)));
    }

    private Task<FileLock> LockAsync(string path, CancellationToken cancellationToken) => FileLock.AcquireAsync(
        path,
        LongestBuild,
        clock,
        ErrorCode.NoRoomToMeasure,
        "Wait for the other process, or allow to write there: the file may belong to another user.",
        cancellationToken);

    private SuiteLog Log(SuiteProject project, string side)
    {
        // Both sides are prepared at once.
        lock (_logs)
        {
            var log = new SuiteLog(workFolder.Log(project.Name, side));
            _logs.Add(log);
            return log;
        }
    }

    public void Dispose()
    {
        foreach (var log in _logs) log.Dispose();
        FolderCleanup.Delete(_hosts);
    }
}
