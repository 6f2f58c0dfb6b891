using System.Diagnostics;
using System.Globalization;

namespace PerfGate.Stopwatch;

/// <summary>
/// Whole processes of the tool and of the floor, in pairs of random order: what disturbs one of a pair disturbs the other.
/// </summary>
/// <param name="floor">The program that only reads.</param>
/// <param name="tool">The tool: an assembly, or a program.</param>
/// <param name="folder">Where both are started.</param>
/// <param name="pairs">Number of pairs.</param>
internal sealed class PairedRuns(string floor, string tool, string folder, int pairs)
{
    private readonly Random _random = new(1);

    /// <summary>Prints the medians of both, the ratio of the pairs (median and quartiles), and the tool's peak memory.</summary>
    /// <param name="name">What is run.</param>
    /// <param name="files">What the floor reads.</param>
    /// <param name="arguments">What the tool is told.</param>
    /// <param name="codes">Exit codes that it may end with: what failed early was not timed.</param>
    public void Report(string name, string[] files, string[] arguments, params int[] codes)
    {
        var floors = new double[pairs];
        var tools = new double[pairs];
        long peak = 0;
        for (var pair = 0; pair < pairs; pair++)
        {
            var toolFirst = _random.Next(2) == 0;
            if (toolFirst) tools[pair] = Run(tool, arguments, codes, ref peak);
            long ignored = 0;
            floors[pair] = Run(floor, files, [0], ref ignored);
            if (!toolFirst) tools[pair] = Run(tool, arguments, codes, ref peak);
        }

        var ratios = tools.Zip(floors, (x, y) => x / y).Order().ToArray();
        var ratio = string.Create(
            CultureInfo.InvariantCulture,
            $"{Quantile(ratios, 0.5):0.00} ({Quantile(ratios, 0.25):0.00}-{Quantile(ratios, 0.75):0.00})");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-40} {Quantile(floors, 0.5),6:0.000} s {Quantile(tools, 0.5),6:0.000} s  {ratio,-22} {peak / 1024.0 / 1024.0:0} MB"));
    }

    private static double Quantile(double[] values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
    }

    private double Run(string program, string[] arguments, int[] codes, ref long peak)
    {
        // What is no assembly starts by itself.
        var (fileName, all) = program.EndsWith(".dll", StringComparison.Ordinal) ? ("dotnet", [program, .. arguments]) : (program, arguments);
        var info = new ProcessStartInfo(fileName, all) { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false };
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
#pragma warning disable RS0030 // What is measured here is a process start.
        using var process = Process.Start(info)!;
#pragma warning restore RS0030
        var output = process.StandardOutput.ReadToEndAsync();

        // The peak stays known while the process runs; asked more often, it would disturb what it looks at.
        while (!process.WaitForExit(20)) peak = Math.Max(peak, PeakOf(process));
        var seconds = System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds;
        var text = output.GetAwaiter().GetResult();
        if (codes.Contains(process.ExitCode)) return seconds;
        throw new InvalidOperationException(
            string.Create(CultureInfo.InvariantCulture, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {text}"));
    }

    private static long PeakOf(Process process)
    {
        try
        {
            process.Refresh();
            return process.HasExited ? 0 : process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0; // It has just ended.
        }
    }
}
