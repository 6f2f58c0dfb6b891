using PerfGate.Evaluation.Recorded;

namespace PerfGate.Evaluation.Checks;

/// <summary>
/// <c>checks</c>: runs the tool on a copy of the larger sample again and again, on unchanged code or with true slowdowns of five functions
/// at once, and writes what each run found as a line of JSON. Every run gives each function another one of the slowdowns.
/// </summary>
internal static class ChecksCommand
{
    // With limits of 3 % a slowdown of 5 % is to be found; the other ones are found with the default limits.
    private const int Small = 5;
    private static readonly int[] Levels = [Small, 10, 15, 25, 50];

    public static async Task RunAsync(Arguments arguments)
    {
        var output = arguments.Text("out", "checks.jsonl");
        var isSlowed = arguments.Number("slowed", 0) > 0;
        using var suite = await CheckedSuite.CreateAsync(arguments);
        await Load.DuringAsync(arguments, async load =>
        {
            var first = arguments.Number("first", 0);
            for (var run = first; run < first + arguments.Number("runs", 10); run++)
            {
                var slowed = CheckedSuite.Functions
                    .Select((function, index) => (function, Level: isSlowed ? Levels[(index + run) % Levels.Length] : 0))
                    .ToDictionary(entry => entry.function, entry => entry.Level, StringComparer.Ordinal);
                suite.Slow(slowed, Small);
                var (report, seconds) = await suite.CheckAsync();
                var result = CheckRun.Of(report, load, seconds, isSlowed ? slowed : new Dictionary<string, int>(StringComparer.Ordinal));
                result.Append(output);
                if (arguments.Text("recording", "") is { Length: > 0 } path) Record(path, load, suite, isSlowed ? slowed.Keys : []);
                Console.Error.WriteLine($"run {run + 1}: {result}");
            }
        });
    }

    // One pair screens a suite of this size; fresh pairs of suspects would be a selection.
    private static void Record(string path, string load, CheckedSuite suite, IReadOnlyCollection<string> slowed)
    {
        var recording = Recording.ReadOrBegin(path, load);
        var (was, now) = suite.Results();
        var changed = was.Benchmarks
            .Where(benchmark => slowed.Contains(benchmark.Id.Method))
            .Select(benchmark => Recording.NameOf(benchmark.Id));
        recording.Add(was, now, launches: 1, [.. changed]);
        recording.Write(path);
    }
}
