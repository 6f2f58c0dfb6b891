namespace PerfGate.Tool.Suites;

/// <summary>Prepares suites for measuring and keeps what they need (logs, generated hosts) until the measurement ends.</summary>
internal sealed class SuiteSession(WorkFolder workFolder, string? framework, IReadOnlyList<string> filter, LaunchArguments arguments, IProgress<MeasureEvent> progress)
    : IDisposable
{
    private readonly DirectoryInfo _hosts = Directory.CreateTempSubdirectory("perfgate-host-");
    private readonly List<SuiteLog> _logs = [];

    /// <summary>Builds a project of one side.</summary>
    /// <param name="project">The project.</param>
    /// <param name="side">Name of the side, as people read it.</param>
    /// <param name="forLockstep">Whether it will be measured in turn with another side.</param>
    /// <param name="cancellationToken">Ends the build.</param>
    /// <exception cref="SuiteFailedException">It cannot be measured.</exception>
    public async Task<MeasuredSuite> PrepareAsync(SuiteProject project, string side, bool forLockstep, CancellationToken cancellationToken)
    {
        progress.Report(new MeasureEvent(project.Name, $"building {side}", null, 0, 0));
        var log = new SuiteLog(workFolder.Log(project.Name, side));
        _logs.Add(log);
        var suite = await SuitePreparation.PrepareAsync(
            project, new PreparationRequest(framework, filter, Path.Combine(_hosts.FullName, side), forLockstep), log, cancellationToken);
        return new MeasuredSuite(side, new SuiteLauncher(suite, arguments, log));
    }

    public void Dispose()
    {
        foreach (var log in _logs) log.Dispose();
        _hosts.Delete(recursive: true);
    }
}
