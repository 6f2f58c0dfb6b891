using System.Text.RegularExpressions;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Results;

namespace PerfGate.BaselineStudy;

/// <summary>Processes that write to one remote at the same time, each from a clone of its own.</summary>
internal static class RaceCommand
{
    public static async Task RunAsync(StudyPage page, int writers, int rounds)
    {
        using var study = await StudyRepository.CreateAsync(20);
        var clones = Enumerable.Range(0, writers).Select(writer => Path.Combine(study.Root, StudyPage.Text($"clone {writer}"))).ToList();
        foreach (var clone in clones)
            await study.GitAsync(study.Root, ["clone", "--quiet", "--depth=1", new Uri(study.Remote).AbsoluteUri, clone]);
        var expected = new HashSet<string>(StringComparer.Ordinal);
        var tries = new List<int>();
        var failed = new List<string>();
        var slowest = TimeSpan.Zero;
        for (var round = 0; round < rounds; round++)
        {
            var start = TimeProvider.System.GetTimestamp();
            var runs = Enumerable.Range(0, writers).Select(writer => StudyPage.Text($"{round}.{writer}")).ToList();
            expected.UnionWith(runs);
            var outputs = await Task.WhenAll(clones.Zip(runs, (clone, run) =>
            {
                var file = Path.Combine(study.Root, run + ".json");
                ResultSetFile.Write(file, StudyResults.Create(20, round, TimeProvider.System.GetUtcNow(), run));
                return StudyRepository.ToolAsync(clone, study.Environment, "baseline", "update", "--results", file, "--push");
            }));
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, TimeProvider.System.GetElapsedTime(start).Ticks));
            failed.AddRange(outputs.Where(output => output.ExitCode != 0).Select(output => output.StandardError));
            tries.AddRange(outputs.Where(output => output.ExitCode == 0).Select(output => Tries(output.Text)));
        }

        var there = (await study.ListAsync(study.Remote)).Records.Select(record => record.RunId!).ToHashSet(StringComparer.Ordinal);
        var problems = (await BaselineVerify.RunAsync(await study.OpenAsync(study.Remote), CancellationToken.None)).Problems.Count;
        tries.Sort();
        page.Write("Writers at the same time", StudyPage.Text($"""
            `dotnet run -c Release --project eval/PerfGate.BaselineStudy -- race --writers {writers} --rounds {rounds}`

            {writers} processes (`baseline update --push`), each in a clone of depth 1 of its own, all for the same commit, start at once; {rounds} rounds.

            | | |
            | --- | --- |
            | records written | {expected.Count} |
            | records on the remote afterwards | {there.Count} |
            | records lost | {expected.Except(there).Count()} |
            | commands that failed | {failed.Count} |
            | problems that `verify` finds | {problems} |
            | tries a push: median, 90th percentile, most | {tries[tries.Count / 2]}, {tries[tries.Count * 9 / 10]}, {tries[^1]} |
            | slowest round (all {writers} done) | {slowest.TotalSeconds:0.0} s |
            """));
        foreach (var error in failed) Console.Error.WriteLine(error);
    }

    private static int Tries(string output) =>
        output.Contains("a second try", StringComparison.Ordinal) ? 2
        : Regex.Match(output, "(?<tries>\\d+) tries", RegexOptions.None, TimeSpan.FromSeconds(1)) is { Success: true } match
            ? int.Parse(match.Groups["tries"].Value, System.Globalization.CultureInfo.InvariantCulture)
        : 1;
}
