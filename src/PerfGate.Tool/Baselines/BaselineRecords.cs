using System.Collections.Immutable;
using PerfGate.Analysis.Model;
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
    /// once, its last result.
    /// </summary>
    public static ResultSet Join(IEnumerable<BaselineRecord> records)
    {
        var newestFirst = records.OrderByDescending(record => (record.Header.Time, record.Header.Id)).ToList();
        var used = newestFirst
            .GroupBy(record => record.Header.Suite, StringComparer.Ordinal)
            .SelectMany(suite => suite.Where(record => record == suite.First() || IsSameRun(record.Header, suite.First().Header)))
            .ToList();
        var seen = new HashSet<(string, BenchmarkId)>();
        var benchmarks = ImmutableArray.CreateBuilder<BenchmarkResult>();
        foreach (var record in used)
        {
            var fresh = record.Benchmarks.Where(benchmark => !seen.Contains((benchmark.Suite, benchmark.Id))).ToList();
            benchmarks.AddRange(fresh);
            seen.UnionWith(fresh.Select(benchmark => (benchmark.Suite, benchmark.Id)));
        }

        var newest = newestFirst[0].Header;
        return new ResultSet(
            new Provenance(newest.Commit, newest.Tree, newest.Ref, used.Exists(record => record.Header.Dirty), newest.Time, newest.RunId),
            newest.Environment,
            benchmarks.ToImmutable(),
            [.. used.SelectMany(record => record.Warnings).Distinct(StringComparer.Ordinal)]);
    }

    private static bool IsSameRun(BaselineHeader one, BaselineHeader other) =>
        one.RunId is not null && string.Equals(one.RunId, other.RunId, StringComparison.Ordinal);
}
