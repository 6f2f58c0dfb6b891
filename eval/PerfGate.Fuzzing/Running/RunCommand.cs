using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using PerfGate.Evaluation;
using PerfGate.Fuzzing.Readers;
using PerfGate.Tool.Processes;

namespace PerfGate.Fuzzing.Running;

/// <summary>Gives each reader its time in a process of its own, and a new one whenever an input has ended that.</summary>
internal static class RunCommand
{
    // Time for an input to end that was begun before the time was over, and for making findings shorter.
    private const int Grace = 180;

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var names = arguments.Text("reader", string.Join(',', AllReaders.Names)).Split(',');
        var seconds = arguments.Number("minutes", 10) * 60;
        var (seed, output) = (arguments.Number("seed", 1), arguments.Text("out", "findings"));
        using var jobs = new SemaphoreSlim(arguments.Number("jobs", 1));
        var tallies = await Task.WhenAll(names.Select(async name =>
        {
            await jobs.WaitAsync();
            try
            {
                return await TallyAsync(name, seconds, seed, Path.Combine(output, name));
            }
            finally
            {
                jobs.Release();
            }
        }));
        Print(names, tallies);
        return tallies.Sum(tally => tally.Findings.Count) == 0 ? 0 : 1;
    }

    private static async Task<Tally> TallyAsync(string reader, int seconds, int seed, string folder)
    {
        var all = new Tally();
        var findings = new FindingStore(folder);
        var start = Stopwatch.GetTimestamp();
        for (var round = 0; Stopwatch.GetElapsedTime(start).TotalSeconds < seconds; round++)
        {
            var left = seconds - (int)Stopwatch.GetElapsedTime(start).TotalSeconds;
            var tally = Path.Combine(folder, WorkCommand.TallyFile);
            File.Delete(tally);
            var (code, said) = await WorkAsync(reader, Math.Max(1, left), seed + (1_000 * round), folder);
            all.Add(Tally.Read(tally));
            if (code == 0) break;
            var problem = code == WorkCommand.Hung ? new Problem("hang", reader, said) : Problem.Crash($"Exit code {code}.\n{said}");
            all.Findings[problem.Signature] = all.Findings.GetValueOrDefault(problem.Signature) + 1;
            if (code != WorkCommand.Hung) findings.Keep(problem, CurrentInput.Read(Path.Combine(folder, WorkCommand.InputFile)));
        }

        all.Write(Path.Combine(folder, WorkCommand.TallyFile));
        return all;
    }

    private static async Task<(int Code, string Said)> WorkAsync(string reader, int seconds, int seed, string folder)
    {
        string[] work = ["work", "--reader", reader, "--seconds", Text(seconds), "--seed", Text(seed), "--out", folder];
        var program = Environment.ProcessPath!;
        var isHost = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        var spec = new ProcessSpec(program, isHost ? [Assembly.GetExecutingAssembly().Location, .. work] : work)
        {
            // Three gigabytes, in the form that the runtime wants it: who needs more does not read in bounded memory.
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["DOTNET_GCHeapHardLimit"] = "C0000000" },
        };
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds + Grace));
        try
        {
            var output = await ProcessRunner.RunAsync(spec, limit.Token);
            return (output.ExitCode, output.StandardError + output.Text);
        }
        catch (OperationCanceledException)
        {
            return (-1, "It did not end in time and was killed.");
        }
    }

    private static void Print(string[] names, Tally[] tallies)
    {
        Console.WriteLine(
            """
            | reader | inputs | a second | outcomes | accepted | refused | slowest, ms (its bytes) | bytes a byte | small, MB | findings |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
            """);
        foreach (var (name, tally) in names.Zip(tallies))
        {
            FormattableString[] cells =
            [
                $"{tally.Inputs:N0}", $"{tally.Inputs / Math.Max(1, tally.Seconds):N0}", $"{tally.Outcomes.Count:N0}",
                $"{tally.Accepted:N0}", $"{tally.Inputs - tally.Accepted:N0}", $"{tally.SlowestMilliseconds:N0} ({tally.SlowestBytes:N0})",
                $"{tally.MostForEach:0.0}", $"{tally.MostForSmall / 1e6:0.0}", $"{tally.Findings.Count}",
            ];
            Console.WriteLine($"| {name} | {string.Join(" | ", cells.Select(FormattableString.Invariant))} |");
        }

        foreach (var (name, tally) in names.Zip(tallies))
        {
            foreach (var (signature, count) in tally.Findings) Console.WriteLine($"{name}: {signature} ({Text(count)} times)");
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
