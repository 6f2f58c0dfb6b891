using System.Collections.Immutable;
using System.Globalization;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Git;
using PerfGate.Tool.Suites;
using PerfGate.Tool.Suites.Kept;

namespace PerfGate.Tool.Checking;

/// <summary>Puts together what shards measured, each in a job of its own, and judges it as one.</summary>
internal static class ShardComparison
{
    /// <summary>The folders of shards behind paths; none when the paths lead to other results.</summary>
    /// <exception cref="PerfGateException">Some paths lead to shards and others do not.</exception>
    public static IReadOnlyList<string> Find(IReadOnlyCollection<string> paths)
    {
        var folders = paths.Distinct(StringComparer.Ordinal).ToDictionary(path => path, FoldersOf, StringComparer.Ordinal);
        var all = folders.Values.SelectMany(found => found).Distinct(StringComparer.Ordinal).ToList();

        // A shell that knows ** hands over the files in the folders as well.
        bool IsOfShard(string path) => File.Exists(path) && all.Contains(Path.GetDirectoryName(Path.GetFullPath(path))!, StringComparer.Ordinal);
        if (all.Count > 0 && folders.FirstOrDefault(entry => entry.Value.Length == 0 && !IsOfShard(entry.Key)) is { Key: { } other })
        {
            throw Mixed(other, "there is no shard here, and the other paths lead to shards", "Judge other results in a command of their own.");
        }

        return all;
    }

    private static string[] FoldersOf(string path) => File.Exists(path) ? [] :
    [
        .. Results.ResultPaths.Expand(path)
            .Where(file => Path.GetFileName(file.Path) == KeptMeasurement.FileName)
            .Select(file => Path.GetFullPath(Path.GetDirectoryName(file.Path)!))
            .Distinct(StringComparer.Ordinal),
    ];

    /// <exception cref="PerfGateException">A shard is missing, there twice, damaged, or of another measurement.</exception>
    public static ExplainedComparison Judge(CommandContext context, IReadOnlyList<string> folders)
    {
        var shards = folders
            .Select(folder => (Folder: folder, Kept: KeptMeasurement.Read(folder)))
            .OrderBy(shard => shard.Kept.Facts.Shard?.Index)
            .ToList();
        Require(shards);
        var compared = shards.ConvertAll(shard => Compare(context, shard.Kept));
        var first = shards[0].Kept.Facts;
        var comparison = new ComparisonResult(compared[0].Environment, [.. compared.SelectMany(part => part.Comparisons)], []);
        return new ExplainedComparison(
            comparison,
            SideNames.Base(first.Base, first.BaseReason),
            SideNames.Current(first.Current, first.Dirty),
            [
                string.Create(CultureInfo.InvariantCulture, $"Measured in {shards.Count} shards."),
                .. shards.SelectMany(shard => shard.Kept.Facts.Sentences).Distinct(StringComparer.Ordinal),
            ])
        {
            Started = context.Host.Clock.GetTimestamp(),
            Failures = [.. shards.SelectMany(shard => shard.Kept.Facts.Failures.Select(failure => ToFailure(failure, shard.Folder)))],
            DataWarnings =
            [
                .. shards.SelectMany(shard => shard.Kept.Base.Warnings.AddRange(shard.Kept.Current.Warnings))
                    .Distinct(StringComparer.Ordinal),
            ],
        };
    }

    // Every shard was decided with its share of the error rate; deciding all of them at once would ask for more pairs than there are.
    private static ComparisonResult Compare(CommandContext context, KeptMeasurement kept)
    {
        var (facts, policy) = (kept.Facts, context.Settings.Policy);
        var screening = new ScreeningLaunches(facts.Screening, facts.WholeScreening);
        var comparison = new SplitComparison(facts.Whole).Compare(
            Gate.SelectMetrics(policy, kept.Base),
            Gate.SelectMetrics(policy, kept.Current),
            (before, after, design, parts) => Comparer.Compare(
                before, after, PairOptions.For(context, design, screening, facts.Shard!.Count * parts, facts.MaxPairs)));
        return SideBySide.With(comparison, facts.Skipped);
    }

    private static void Require(List<(string Folder, KeptMeasurement Kept)> shards)
    {
        var (folder, first) = (shards[0].Folder, shards[0].Kept.Facts);
        foreach (var (other, kept) in shards) RequireSame(other, kept.Facts, folder, first);

        var indices = shards.ConvertAll(shard => shard.Kept.Facts.Shard!.Index);
        if (indices.GroupBy(index => index).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw Mixed(folder, $"shard {twice.Key} is there {twice.Count()} times", "Keep one folder of each shard.");
        }

        var missing = Enumerable.Range(1, first.Shard!.Count).Except(indices).ToImmutableArray();
        if (!missing.IsEmpty)
        {
            throw Mixed(
                folder,
                $"of {first.Shard.Count} shards {string.Join(", ", missing)} {(missing.Length == 1 ? "is" : "are")} missing",
                "Let every job of the matrix end, and collect the folders of all of them.");
        }
    }

    private static void RequireSame(string other, MeasurementFacts facts, string folder, MeasurementFacts first)
    {
        if (facts.Shard is null) throw Mixed(other, "this is a whole measurement, no shard of one", "Take it out of the folder.");
        if (facts.Base != first.Base)
        {
            throw Mixed(
                other,
                $"its base is {GitId.Short(facts.Base)}, that of {folder} is {GitId.Short(first.Base)}",
                "Give every job the same base: --against REV.");
        }

        if (facts.Current != first.Current || facts.Dirty != first.Dirty)
        {
            throw Mixed(other, $"it measured another state than {folder}", "Check out the same commit in every job.");
        }

        if (facts.Shard.Count != first.Shard!.Count)
        {
            throw Mixed(
                other,
                $"it is one of {facts.Shard.Count} shards, {folder} is one of {first.Shard.Count}",
                "Start every job with the same number of shards.");
        }

        if (facts.Shard.Plan != first.Shard.Plan)
        {
            throw Mixed(
                other,
                $"its benchmarks were shared out in another way than those of {folder}",
                "Give every job the same filter, projects, baselines and version of PerfGate.");
        }

        var isSameWay = facts.Screening == first.Screening
            && facts.WholeScreening == first.WholeScreening
            && facts.Lockstep == first.Lockstep
            && facts.BenchmarksFrom == first.BenchmarksFrom
            && (facts.Arguments ?? []).SequenceEqual(first.Arguments ?? [], StringComparer.Ordinal);
        if (!isSameWay)
        {
            throw Mixed(other, $"it was measured in another way than {folder}", "Give every job the same options.");
        }
    }

    private static PerfGateException Mixed(string origin, string what, string next) => new(ErrorCode.MixedResults, origin, what, next);

    private static FailedSuite ToFailure(FailureFacts failure, string folder) => new(
        failure.Suite,
        Enum.GetValues<ErrorCode>().FirstOrDefault(code => code.Text() == failure.Code, ErrorCode.SuiteFailed),
        failure.Text,
        failure.Log,
        Path.Combine(folder, KeptMeasurement.FileName));
}
