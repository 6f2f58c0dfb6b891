using System.Collections.Immutable;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Git;

namespace PerfGate.Tool.Baselines;

/// <summary>Turns results into records and back.</summary>
internal static class BaselineRecords
{
    /// <summary>The lines of a result set: one record a suite.</summary>
    /// <exception cref="PerfGateException">There are no results, or they were measured at another commit.</exception>
    public static byte[] Encode(GitCommit commit, ResultSet results, DateTimeOffset now)
    {
        if (results.Benchmarks.IsEmpty)
            throw new PerfGateException(
                ErrorCode.BaselineNotWritten, commit.Id, "There are no results to store.", "Check that the run measured something.");
        // A squash or rebase merge has the tree that the pull request was measured at; with uncommitted changes it was another one.
        var isSameTree = string.Equals(results.Provenance.Tree, commit.Tree, StringComparison.Ordinal) && !results.Provenance.Dirty;
        if (results.Provenance.Commit is { } other && !string.Equals(other, commit.Id, StringComparison.Ordinal) && !isSameTree)
        {
            throw new PerfGateException(
                ErrorCode.BaselineNotWritten,
                commit.Id,
                $"The results were measured at {other}, whose sources are not those of this commit.",
                "Store them for the commit they belong to.");
        }

        var provenance = results.Provenance with { Commit = commit.Id, Tree = commit.Tree, Time = results.Provenance.Time ?? now };
        var lines = results.Benchmarks
            .GroupBy(benchmark => benchmark.Suite, StringComparer.Ordinal)
            .Select(suite => BaselineEncoder.Encode(results with { Provenance = provenance, Benchmarks = [.. suite] }, suite.Key));
        return [.. lines.SelectMany(line => (byte[])[.. line, (byte)'\n'])];
    }

    /// <summary>
    /// Joins records of one commit and environment: of each suite its newest run, and where that run measured a benchmark more than
    /// once, its last result. What it left out, as a filter does, comes from the run before it: the sources are the same.
    /// </summary>
    public static ResultSet Join(IEnumerable<BaselineRecord> records)
    {
        var newestFirst = records.OrderByDescending(record => (record.Header.Time, record.Header.Id)).ToList();
        var used = new List<BaselineRecord>();
        var benchmarks = ImmutableArray.CreateBuilder<BenchmarkResult>();
        foreach (var suite in newestFirst.GroupBy(record => record.Header.Suite, StringComparer.Ordinal))
        {
            // By what is measured: a benchmark that a newer run measured in another job has not been left out by it.
            var covered = new HashSet<BenchmarkId>();
            foreach (var run in RunsOf([.. suite]))
            {
                var fresh = LastResultsOf(run, covered).ToList();
                if (fresh.Count == 0) continue;
                benchmarks.AddRange(fresh);
                covered.UnionWith(fresh.Select(benchmark => WithoutJob(benchmark.Id)));
                used.AddRange(run);
            }
        }

        var newest = newestFirst[0].Header;
        return new ResultSet(
            new Provenance(newest.Commit, newest.Tree, newest.Ref, used.Exists(record => record.Header.Dirty), newest.Time, newest.RunId),
            newest.Environment,
            benchmarks.ToImmutable(),
            [.. used.SelectMany(record => record.Warnings).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>
    /// The runs that can be read as one, newest first. With uncommitted changes the sources were others each time: such a run stands
    /// alone, and adds nothing to another one.
    /// </summary>
    private static IEnumerable<List<BaselineRecord>> RunsOf(List<BaselineRecord> newestFirst)
    {
        var runs = newestFirst
            .GroupBy(record => record.Header.RunId ?? record.Header.Id, StringComparer.Ordinal)
            .Select(run => run.ToList())
            .ToList();
        return IsDirty(runs[0]) ? runs.Take(1) : runs.Where(run => !IsDirty(run));

        static bool IsDirty(List<BaselineRecord> run) => run.Exists(record => record.Header.Dirty);
    }

    private static IEnumerable<BenchmarkResult> LastResultsOf(List<BaselineRecord> run, HashSet<BenchmarkId> covered)
    {
        var seen = new HashSet<BenchmarkId>();
        foreach (var record in run)
        {
            // Benchmarks of one record that cannot be told apart stay so.
            var fresh = record.Benchmarks
                .Where(benchmark => !covered.Contains(WithoutJob(benchmark.Id)) && !seen.Contains(benchmark.Id))
                .ToList();
            foreach (var benchmark in fresh) yield return benchmark;
            seen.UnionWith(fresh.Select(benchmark => benchmark.Id));
        }
    }

    private static BenchmarkId WithoutJob(BenchmarkId id) => id with { Job = "" };
}
