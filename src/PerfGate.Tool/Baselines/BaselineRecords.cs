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
    /// once, its last result. What it left out, as a filter does, or what failed in it, comes from the run before it: the sources are the
    /// same. A failure stands where no run has measured the benchmark.
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
            var failures = new List<(List<BaselineRecord> Run, BenchmarkResult Failure, bool IsOfOneJob)>();
            foreach (var run in RunsOf([.. suite]))
            {
                var fresh = LastResultsOf(run, covered).ToLookup(benchmark => benchmark.HasFailed);
                var measured = fresh[false].Select(benchmark => WithoutJob(benchmark.Id)).ToHashSet();
                failures.AddRange(fresh[true].Select(failure => (run, failure, measured.Contains(WithoutJob(failure.Id)))));
                if (measured.Count == 0) continue;
                benchmarks.AddRange(fresh[false]);
                covered.UnionWith(measured);
                used.AddRange(run);
            }

            var left = failures.Where(entry => entry.IsOfOneJob || !covered.Contains(WithoutJob(entry.Failure.Id)));
            foreach (var same in left.GroupBy(entry => WithoutJob(entry.Failure.Id)))
            {
                var run = same.First().Run;
                benchmarks.AddRange(same.Where(entry => entry.Run == run).Select(entry => entry.Failure));
                used.AddRange(run);
            }
        }

        var newest = (used.MaxBy(record => (record.Header.Time, record.Header.Id)) ?? newestFirst[0]).Header;
        return new ResultSet(
            new Provenance(newest.Commit, newest.Tree, newest.Ref, used.Exists(record => record.Header.Dirty), newest.Time, newest.RunId),
            newest.Environment,
            benchmarks.ToImmutable(),
            [.. used.SelectMany(record => record.Warnings).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>
    /// The runs that can be read as one, newest first. With uncommitted changes the sources were others each time: such a run counts only
    /// where there is no other, and then alone.
    /// </summary>
    private static List<List<BaselineRecord>> RunsOf(List<BaselineRecord> newestFirst)
    {
        var runs = newestFirst.GroupBy(record => record.Header.Run).Select(run => run.ToList()).ToList();
        var clean = runs.FindAll(run => !run.Exists(record => record.Header.Dirty));
        return clean.Count > 0 ? clean : runs[..1];
    }

    private static IEnumerable<BenchmarkResult> LastResultsOf(List<BaselineRecord> run, HashSet<BenchmarkId> covered)
    {
        var seen = new HashSet<BenchmarkId>();
        var results = run.Select(record => record.Benchmarks.Where(benchmark => !benchmark.HasFailed))
            .Concat(run.Select(record => record.Benchmarks.Where(benchmark => benchmark.HasFailed)));
        foreach (var part in results)
        {
            // Benchmarks of one record that cannot be told apart stay so.
            var fresh = part
                .Where(benchmark => !covered.Contains(WithoutJob(benchmark.Id)) && !seen.Contains(benchmark.Id))
                .ToList();
            foreach (var benchmark in fresh) yield return benchmark;
            seen.UnionWith(fresh.Select(benchmark => benchmark.Id));
        }
    }

    private static BenchmarkId WithoutJob(BenchmarkId id) => id with { Job = "" };
}
