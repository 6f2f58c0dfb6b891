using System.Globalization;
using PerfGate.Stopwatch;

// Times the tool from process start, each run beside one of a program that only reads the same bytes, in a folder with a configuration:
// dotnet run -c Release --project eval/PerfGate.Stopwatch [-- PAIRS [PerfGate.Tool.dll, or a program]]
var pairs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20;
var tool = args.Length > 1 ? Path.GetFullPath(args[1]) : Built("src/PerfGate.Tool");
var floor = Built("eval/PerfGate.Stopwatch.Floor");
var folder = Directory.CreateTempSubdirectory("perfgate-stopwatch-").FullName;
try
{
    var configuration = Path.Combine(folder, "perfgate.json");
    File.WriteAllText(
        configuration,
        """
        {
          "gate": { "failOn": "major", "minor": "10%", "missing": "warn" },
          "rules": [{ "pattern": "Lib.Benchmarks.Type1.*", "minor": "5%" }]
        }

        """);
    var stopwatch = new PairedRuns(floor, tool, folder, pairs);
    Console.WriteLine($"{"command",-40} {"floor",8} {"tool",8}  {"ratio",-22} {"peak memory",-14}");
    stopwatch.Report("--help", [], ["--help"], 0);
    foreach (var count in new[] { 100, 1_000, 10_000 })
    {
        string[] sides = ["before", "after"];
        string[] files = [.. sides.Select(side => Path.Combine(folder, FormattableString.Invariant($"{side}-{count}.json")))];
        for (var side = 0; side < files.Length; side++) SampleResults.Write(files[side], count, seed: side + 1);

        // Whether the noise of the samples is an alarm does not matter here.
        stopwatch.Report(FormattableString.Invariant($"compare, {count} benchmarks x 50 samples"), [configuration, .. files], ["compare", .. files], 0, 1);
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

// What was built of a project of this repository beside this program.
static string Built(string project) =>
    Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "../../../../..", project, "bin/Release/net10.0", Path.GetFileName(project) + ".dll"));
