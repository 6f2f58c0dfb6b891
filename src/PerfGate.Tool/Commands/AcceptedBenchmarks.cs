using System.Collections.Immutable;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Phrasing;
using PerfGate.Tool.Results;

namespace PerfGate.Tool.Commands;

/// <summary>Which benchmarks of the last results an acceptance is about: one that is about none is a typing error.</summary>
internal static class AcceptedBenchmarks
{
    private const int Shown = 10;

    /// <summary>Full names of what it matches; null when there are no results to tell.</summary>
    /// <exception cref="PerfGateException">It matches nothing.</exception>
    public static IReadOnlyList<string>? Matching(CommandContext context, AcceptedEntry entry)
    {
        var benchmarks = LastResults(context);
        if (benchmarks.Count == 0) return null;
        var matching = benchmarks.Where(benchmark => BenchmarkPattern.Matches(entry.Pattern, benchmark.Id)).ToList();
        if (matching.Count == 0) throw Nothing(entry, benchmarks);
        var measured = matching.Where(benchmark => benchmark.HasFailed || benchmark.Find(entry.Metric) is not null).ToList();
        if (measured.Count > 0) return [.. measured.Select(benchmark => benchmark.Id.FullName).Distinct(StringComparer.Ordinal)];
        var metrics = matching.SelectMany(benchmark => benchmark.Metrics).Select(samples => samples.Metric.Name)
            .Distinct(StringComparer.Ordinal);
        throw new PerfGateException(
            ErrorCode.PatternMatchesNothing,
            "--metric",
            $"what '{entry.Pattern}' matches has no metric '{entry.Metric}'; it has {string.Join(", ", metrics)}",
            "Name one of them.");
    }

    private static List<BenchmarkResult> LastResults(CommandContext context)
    {
        string?[] kept = [context.WorkFolder.Kept("current"), context.WorkFolder.Kept("base")];
        return [.. kept.OfType<string>().SelectMany(path => Read(context, path))];
    }

    private static ImmutableArray<BenchmarkResult> Read(CommandContext context, string path)
    {
        try
        {
            return ResultReader.Read([path]).Benchmarks;
        }
        catch (PerfGateException problem) when (problem.Code == ErrorCode.NoResults)
        {
            return []; // A check that measured nothing leaves such a file.
        }
        catch (PerfGateException problem) when (problem.Code is ErrorCode.ResultsNotReadable or ErrorCode.ResultsNotFound)
        {
            context.Errors.Warn($"{problem.Origin} cannot be read, so the pattern is not checked against it.");
            return [];
        }
    }

    // What has most in common with the pattern comes first: it is likely what was meant.
    private static PerfGateException Nothing(AcceptedEntry entry, List<BenchmarkResult> benchmarks)
    {
        var parts = entry.Pattern.Split(['*', '?', '.', '(', ')', ',', ' '], StringSplitOptions.RemoveEmptyEntries);
        var names = benchmarks
            .Select(benchmark => benchmark.Id.FullName)
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(name => parts.Count(part => name.Contains(part, StringComparison.OrdinalIgnoreCase)))
            .ToList();
        var more = names.Count > Shown ? $"\n  … and {names.Count - Shown} more" : "";
        var list = string.Concat(names.Take(Shown).Select(name => "\n  " + SafeText.Name(name)));
        return new PerfGateException(
            ErrorCode.PatternMatchesNothing,
            entry.Pattern,
            $"the pattern matches none of the {names.Count} benchmarks in the last results:{list}{more}",
            "A pattern is a glob over the full name and minds upper and lower case; '*' stands for anything.");
    }
}
