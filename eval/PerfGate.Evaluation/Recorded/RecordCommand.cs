using PerfGate.Evaluation.Checks;

namespace PerfGate.Evaluation.Recorded;

/// <summary>
/// <c>record</c>: measures launch pairs of unchanged code with the tool itself, in rounds, and keeps the ratios of their slices and the
/// levels of the base's launches, which are independent of each other.
/// </summary>
internal static class RecordCommand
{
    public static async Task RunAsync(Arguments arguments)
    {
        var launches = arguments.Number("launches", 40);
        var path = arguments.Text("out", "recording.json");
        using var suite = await CheckedSuite.CreateAsync(arguments);
        await Load.DuringAsync(arguments, async load =>
        {
            var filter = arguments.Text("filter", "*");
            var count = launches.ToString(System.Globalization.CultureInfo.InvariantCulture);
            await suite.CheckAsync("--filter", filter, "--launches", count, "--max-pairs", "8");
            var recording = Recording.ReadOrBegin(path, load);
            var (was, now) = suite.Results();
            recording.Add(was, now, launches, []);
            recording.Write(path);
        });
    }
}
