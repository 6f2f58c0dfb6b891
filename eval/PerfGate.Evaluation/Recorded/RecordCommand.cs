using System.Globalization;
using System.Runtime.InteropServices;
using PerfGate.Evaluation.Simulation;
using PerfGate.Tool.Processes;

namespace PerfGate.Evaluation.Recorded;

/// <summary>
/// <c>record</c>: starts every workload again and again, in rounds of random order, and keeps each launch's iterations. With
/// <c>--load 1</c> a second process keeps a core busy meanwhile.
/// </summary>
internal static class RecordCommand
{
    public static async Task RunAsync(Arguments arguments)
    {
        var launches = arguments.Number("launches", 40);
        var loaded = arguments.Number("load", 0) > 0;
        var path = arguments.Text("out", "corpus.json");
        var dice = Dice.For(arguments.Number("seed", 1), "record", launches);
        var machine = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
        var corpus = new Corpus(machine, loaded ? "one busy process" : "none", new(StringComparer.Ordinal));
        foreach (var name in Workloads.All.Keys) corpus.Launches[name] = [];

        using var stop = new CancellationTokenSource();
        var load = loaded ? Load.RunAsync(stop.Token) : Task.CompletedTask;
        for (var round = 0; round < launches; round++)
        {
            foreach (var name in Workloads.All.Keys.OrderBy(_ => dice.Next())) corpus.Launches[name].Add(await MeasureAsync(name));
            Console.Error.WriteLine($"round {round + 1} of {launches}");
            corpus.Write(path);
        }

        await stop.CancelAsync();
        await load;
    }

    private static async Task<double[]> MeasureAsync(string name)
    {
        var output = await ProcessRunner.RunAsync(Load.Self("launch", name), CancellationToken.None);
        if (output.ExitCode != 0) throw new InvalidOperationException($"The launch of {name} ended with {output.ExitCode}: {output.StandardError}");
        return [.. output.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => double.Parse(line, CultureInfo.InvariantCulture))];
    }
}
