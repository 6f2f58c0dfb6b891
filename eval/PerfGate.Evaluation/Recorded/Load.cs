using PerfGate.Tool.Processes;

namespace PerfGate.Evaluation.Recorded;

/// <summary>A second process that keeps a core busy.</summary>
internal static class Load
{
    public static async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await ProcessRunner.RunAsync(Self("launch", "sort"), stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>This program with other arguments.</summary>
    public static ProcessSpec Self(params string[] arguments) =>
        new(Environment.ProcessPath!, [.. Environment.GetCommandLineArgs().Take(1).Where(static first => first.EndsWith(".dll", StringComparison.Ordinal) && IsDotnet), .. arguments]);

    private static bool IsDotnet => string.Equals(Path.GetFileNameWithoutExtension(Environment.ProcessPath), "dotnet", StringComparison.Ordinal);
}
