using PerfGate.Analysis.Comparison;
using PerfGate.Fuzzing.Seeds;
using PerfGate.Tool.Suites;
using PerfGate.Tool.Suites.Kept;

namespace PerfGate.Fuzzing.Readers;

/// <summary>What a shard, or an interrupted check, has kept in a folder.</summary>
internal static class KeptReader
{
    private static readonly string[] Files = [KeptMeasurement.FileName, "base.json", "current.json"];

    public static Reader Create(Scratch scratch) => new("kept", InputShape.Json, () => Seeds(scratch), bytes =>
    {
        var folder = Directory.CreateDirectory(scratch["shard"]).FullName;
        foreach (var file in Directory.GetFiles(folder)) File.Delete(file);
        foreach (var (name, part) in Files.Zip(Parts.Split(bytes))) File.WriteAllBytes(Path.Combine(folder, name), part.ToArray());
        var kept = KeptMeasurement.Read(folder);
        return new Reading(Accepted: true, "read", () => Later(kept, scratch.Folder));
    });

    // Both what the shards of one measurement are put together by, and the whole command.
    private static string[] Later(KeptMeasurement kept, string folder) =>
        [
            .. Afterwards.Of(kept.Base, kept.Current, kept.Facts.Lockstep ? LaunchDesign.Lockstep : LaunchDesign.Paired),
            .. WholeCommand.Run(["check", "--results", "shard", "--format", "json"], folder),
        ];

    private static IEnumerable<byte[]> Seeds(Scratch scratch)
    {
        var facts = new MeasurementFacts
        {
            Base = SampleSets.Commit,
            BaseReason = "what it merges into",
            Current = SampleSets.Commit,
            Dirty = true,
            Filter = ["*"],
            Suites = new Dictionary<string, string>(StringComparer.Ordinal) { ["Suite"] = "0123456789abcdef" },
            Lockstep = true,
            Screening = 1,
            MaxPairs = 16,
            Shard = new ShardFacts(1, 1, "0123456789abcdef", 2, 2),
            Sentences = ["Both sides were measured here."],
            Skipped = [new SkippedBenchmark("Suite", SampleSets.One.Benchmarks[0].Id, "the budget was used up")],
            Failures = [new FailureFacts("Other", "PG2002", "it failed", ["line one", "line two"])],
        };
        var slower = SampleSets.Slower(SampleSets.Small, 1.4);
        yield return Of(scratch, new KeptMeasurement(facts, SampleSets.Small, slower));
        var launches = facts with { Lockstep = false, Screening = 3, Failures = [], Skipped = [] };
        yield return Of(scratch, new KeptMeasurement(launches, SampleSets.Small, slower));
        var whole = facts with { Shard = null, MaxPairs = null, Failures = [] };
        yield return Of(scratch, new KeptMeasurement(whole, SampleSets.One, SampleSets.One));
    }

    private static byte[] Of(Scratch scratch, KeptMeasurement kept)
    {
        kept.Write(scratch["seed"]);
        return Parts.Join([.. Files.Select(file => File.ReadAllBytes(Path.Combine(scratch["seed"], file)))]);
    }
}
