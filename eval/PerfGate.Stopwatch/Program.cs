using System.Diagnostics;
using System.Globalization;
using PerfGate.Stopwatch;

// Times the tool from process start: dotnet run -c Release --project eval/PerfGate.Stopwatch [-- RUNS]
var runs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10;
var tool = Path.Combine(AppContext.BaseDirectory, "../../../../../src/PerfGate.Tool/bin/Release/net10.0/PerfGate.Tool.dll");
var folder = Directory.CreateTempSubdirectory("perfgate-stopwatch-").FullName;
try
{
    Console.WriteLine($"{"command",-40} {"min",8} {"median",8} {"max",8}   peak memory");
    Report("--help", ["--help"]);
    foreach (var count in new[] { 100, 1_000, 10_000 })
    {
        var (before, after) = (Path.Combine(folder, FormattableString.Invariant($"before-{count}.json")), Path.Combine(folder, FormattableString.Invariant($"after-{count}.json")));
        SampleResults.Write(before, count, seed: 1);
        SampleResults.Write(after, count, seed: 2);
        Report(FormattableString.Invariant($"compare, {count} benchmarks x 50 samples"), ["compare", before, after]);
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

void Report(string name, string[] arguments)
{
    var times = new double[runs];
    long peak = 0;
    for (var run = 0; run < runs; run++) (times[run], peak) = Run(arguments, peak);
    Array.Sort(times);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{name,-40} {times[0],6:0.00} s {times[runs / 2],6:0.00} s {times[^1],6:0.00} s   {peak / 1024.0 / 1024.0:0} MB"));
}

(double Seconds, long Peak) Run(string[] arguments, long peak)
{
    var info = new ProcessStartInfo("dotnet", [tool, .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false };
    var start = Stopwatch.GetTimestamp();
#pragma warning disable RS0030 // What is measured here is a process start.
    using var process = Process.Start(info)!;
#pragma warning restore RS0030
    var output = process.StandardOutput.ReadToEndAsync();
    while (!process.WaitForExit(2))
    {
        process.Refresh();
        if (!process.HasExited) peak = Math.Max(peak, PeakOf(process));
    }

    var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
    output.GetAwaiter().GetResult();
    return (seconds, peak);
}

static long PeakOf(Process process)
{
    try
    {
        return process.PeakWorkingSet64;
    }
    catch (InvalidOperationException)
    {
        return 0; // It has just ended.
    }
}
