using System.Diagnostics;
using PerfGate.Tool.Processes;

namespace PerfGate.Evaluation.Recorded;

/// <summary>A second process that keeps the first core busy; what is measured runs on the last one.</summary>
internal static class Load
{
    private const int Numbers = 4096;

    /// <summary>
    /// Does something while, with <c>--load 1</c>, a second process is busy; <c>--load TEXT</c> only says what else runs.
    /// </summary>
    /// <param name="arguments">Holds the option.</param>
    /// <param name="action">Is given what else runs, in words.</param>
    public static async Task DuringAsync(Arguments arguments, Func<string, Task> action)
    {
        var load = arguments.Text("load", "none");
        if (load != "1")
        {
            await action(load);
            return;
        }

        using var stop = new CancellationTokenSource();
        var working = RunAsync(stop.Token);
        try
        {
            await action("one busy process");
        }
        finally
        {
            await stop.CancelAsync();
            await working;
        }
    }

    private static async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await ProcessRunner.RunAsync(Self("busy"), stop);
        }
        catch (OperationCanceledException)
        {
            // As it was meant.
        }
    }

    /// <summary><c>busy</c>: sorts until the process is ended.</summary>
    public static void Work()
    {
        using var self = Process.GetCurrentProcess();
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows()) self.ProcessorAffinity = 1;
        int[] numbers = [.. Enumerable.Range(0, Numbers).Select(static i => (i * 7919) % 4099)];
        while (true)
        {
            int[] copy = [.. numbers];
            Array.Sort(copy);
            GC.KeepAlive(copy);
        }
    }

    // This program with other arguments, started by itself or through dotnet.
    private static ProcessSpec Self(params string[] arguments) =>
        new(
            Environment.ProcessPath!,
            [
                .. Environment.GetCommandLineArgs()
                    .Take(1)
                    .Where(static first => first.EndsWith(".dll", StringComparison.Ordinal) && IsDotnet),
                .. arguments,
            ]);

    private static bool IsDotnet =>
        string.Equals(Path.GetFileNameWithoutExtension(Environment.ProcessPath), "dotnet", StringComparison.Ordinal);
}
