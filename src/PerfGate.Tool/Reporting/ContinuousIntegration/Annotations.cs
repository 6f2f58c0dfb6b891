using System.Globalization;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Phrasing;
using PerfGate.Tool.Suites.Sources;

namespace PerfGate.Tool.Reporting;

/// <summary>What of a report belongs at a line of the sources: what fails the gate, and regressions that it lets pass.</summary>
internal static class Annotations
{
    /// <summary>GitHub shows so many of a level in a step and drops the rest.</summary>
    public const int LimitOfLevel = 10;

    /// <summary>GitHub cuts what is longer.</summary>
    private const int MessageLimit = 4_096;

    /// <summary>At most ten of each level, worst first; where there are more, the last one counts the rest.</summary>
    public static IReadOnlyList<Annotation> For(Report report, BenchmarkSources sources)
    {
        var labels = new Labels(report.Result.Findings.Select(finding => finding.Comparison));
        var all = report.SuiteFailures.Select(failure => OfSuite(failure, sources))
            .Concat(Digest.WorstFirst(report.Result.Findings)
                .Where(IsWorthIt)
                .GroupBy(finding => (finding.Comparison.Suite, finding.Comparison.Benchmark))
                .Select(group => OfBenchmark([.. group], labels, sources)));
        if (report.FailsAsAWhole) all = all.Prepend(New(AnnotationLevel.Error, null, "The gate fails", Wording.Headline(report)));
        return [.. all.GroupBy(annotation => annotation.Level).OrderByDescending(level => level.Key)
            .SelectMany(level => Limited([.. level]))];
    }

    private static bool IsWorthIt(Finding finding) =>
        finding.Failure != FailureCause.None || finding.Outcome is Outcome.Critical or Outcome.Major or Outcome.Minor;

    private static Annotation OfSuite(SuiteFailure failure, BenchmarkSources sources)
    {
        var place = sources.Project(failure.Suite);
        var log = string.Join('\n', failure.LogTail.TakeLast(20).Select(line => SafeText.Clean(line, 180)));
        if (log.Length == 0) log = "It printed nothing.";
        return New(AnnotationLevel.Error, place, $"{SafeText.Name(failure.Suite)} could not be measured", log);
    }

    // One annotation a benchmark, whatever number of its metrics got worse.
    private static Annotation OfBenchmark(IReadOnlyList<Finding> findings, Labels labels, BenchmarkSources sources)
    {
        var comparison = findings[0].Comparison;
        var level = findings.Any(finding => finding.Failure != FailureCause.None) ? AnnotationLevel.Error : AnnotationLevel.Warning;
        var name = labels[comparison];
        return New(
            level,
            sources.Find(comparison.Suite, comparison.Benchmark),
            $"{Title(findings[0])}: {name}",
            string.Join('\n', findings.Select(finding => Line(new Row(finding, name)))));
    }

    private static string Title(Finding finding) => finding.Outcome switch
    {
        Outcome.Critical or Outcome.Major or Outcome.Minor =>
            $"{finding.Outcome} regression{(finding.Accepted is null ? "" : ", accepted")}",
        Outcome.Failed => "Not measured",
        Outcome.Removed => "Benchmark is gone",
        _ => finding.Outcome.ToString(),
    };

    private static string Line(Row row)
    {
        var change = row.Change.Length > 0 ? $"{row.Metric} {row.Values.Both}, {row.Change} {row.Interval}".TrimEnd() : row.Metric;
        string[] parts = [change, row.Reason, row.Accepted];
        return string.Join("; ", parts.Where(part => part.Length > 0));
    }

    private static Annotation New(AnnotationLevel level, SourcePlace? place, string title, string message) => new(
        level,
        place?.File,
        place?.Line,
        title,
        message.Length <= MessageLimit ? message : Cut(message) + "…");

    // Half of a surrogate pair is no character.
    private static string Cut(string message) =>
        message[..(char.IsHighSurrogate(message[MessageLimit - 2]) ? MessageLimit - 2 : MessageLimit - 1)];

    private static IEnumerable<Annotation> Limited(IReadOnlyList<Annotation> level)
    {
        if (level.Count <= LimitOfLevel) return level;
        var rest = level.Count - LimitOfLevel + 1;
        var word = level[0].Level == AnnotationLevel.Error ? "failing" : "tolerated";
        var title = $"{rest.ToString("N0", CultureInfo.InvariantCulture)} more {word} benchmarks";
        var last = new Annotation(level[0].Level, null, null, title, "The job summary and the report have them all.");
        return level.Take(LimitOfLevel - 1).Append(last);
    }
}
