using System.Diagnostics;
using System.Globalization;
using PerfGate.Evaluation.Recorded;
using PerfGate.Tool.Processes;

namespace PerfGate.Evaluation.Checks;

/// <summary>
/// <c>checks</c>: runs the tool on a copy of the larger sample again and again, unchanged and with a true slowdown of one function, and writes
/// what each run found as a line of JSON.
/// </summary>
internal sealed class ChecksCommand(string tool, string folder)
{
    // With limits of 3 % a slowdown of 5 % is to be found; the other ones are found with the default limits.
    private const int SmallSlowdown = 5;
    private const string SmallLimits = """{ "gate": { "minor": "3%", "failOn": "minor" } }""";
    private const string DefaultLimits = """{ "gate": { "failOn": "minor" } }""";

    public static async Task RunAsync(Arguments arguments)
    {
        var output = arguments.Text("out", "checks.jsonl");
        var loaded = arguments.Number("load", 0) > 0;
        var levels = arguments.Text("slow", "0,5,10,15,25,50").Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToList();
        var folder = Directory.CreateTempSubdirectory("checks-").FullName;
        var study = new ChecksCommand(Path.GetFullPath(arguments.Text("tool", "src/PerfGate.Tool/bin/Release/net10.0/PerfGate.Tool.dll")), folder);
        await study.PrepareAsync(arguments.Text("suite", "samples/Toolbox"));

        using var stop = new CancellationTokenSource();
        var load = loaded ? Load.RunAsync(stop.Token) : Task.CompletedTask;
        for (var run = 0; run < arguments.Number("runs", 10); run++)
        {
            foreach (var slowdown in levels)
            {
                var result = await study.CheckAsync(slowdown, loaded);
                result.Append(output);
                Console.Error.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"run {run + 1}, +{slowdown} %: {result.Verdict} in {result.Seconds:0} s, alarms {result.Alarms.Count}, undecided {result.Undecided}, slowed: {result.Slowed}"));
            }
        }

        await stop.CancelAsync();
        await load;
        Directory.Delete(folder, recursive: true);
    }

    // A repository of its own with the sample as somebody would have it.
    private async Task PrepareAsync(string suite)
    {
        var target = Directory.CreateDirectory(Path.Combine(folder, "Toolbox")).FullName;
        foreach (var file in Directory.EnumerateFiles(suite).Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".csproj", StringComparison.Ordinal)))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        File.WriteAllText(Path.Combine(folder, ".gitignore"), "bin/\nobj/\nreport.json\n");
        foreach (var command in new[] { "init --quiet", "add --all", "-c user.name=study -c user.email=study@example.org commit --quiet --message base" })
        {
            var git = await ProcessRunner.RunAsync(new ProcessSpec("git", command.Split(' ')) { WorkingDirectory = folder }, CancellationToken.None);
            if (git.ExitCode != 0) throw new InvalidOperationException(git.StandardError);
        }
    }

    private async Task<CheckRun> CheckAsync(int slowdown, bool loaded)
    {
        var source = Path.Combine(folder, "Toolbox", "Checksum.cs");
        var lines = File.ReadAllLines(source).Select(line => line.Contains("const int Slowdown", StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $"    public const int Slowdown = {slowdown};")
            : line);
        File.WriteAllLines(source, lines);
        File.WriteAllText(Path.Combine(folder, "perfgate.json"), slowdown == SmallSlowdown ? SmallLimits : DefaultLimits);
        var report = Path.Combine(folder, "report.json");
        File.Delete(report);
        var start = Stopwatch.GetTimestamp();
        var output = await ProcessRunner.RunAsync(
            new ProcessSpec("dotnet", [tool, "check", "--against", "HEAD", "--report", "json=report.json"]) { WorkingDirectory = folder }, CancellationToken.None);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return File.Exists(report)
            ? CheckRun.Of(File.ReadAllText(report), slowdown, loaded, seconds)
            : throw new InvalidOperationException($"The check ended with {output.ExitCode}: {output.StandardError}");
    }
}
