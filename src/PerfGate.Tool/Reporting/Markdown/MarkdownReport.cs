using PerfGate.Analysis.Policy;
using PerfGate.Tool.Phrasing;

namespace PerfGate.Tool.Reporting;

/// <summary>How much of a report a page shows.</summary>
/// <param name="Rows">Most rows of the table that stands open.</param>
/// <param name="Folded">Most rows of a folded table or list.</param>
/// <param name="MaxBytes">Most UTF-8 bytes of the whole.</param>
internal sealed record MarkdownSize(int Rows, int Folded, int MaxBytes);

/// <summary>The report in markdown: the verdict and what changed stand open, the rest is folded.</summary>
internal sealed class MarkdownReport
{
    private const int LogLimit = 20;

    private readonly Report _report;
    private readonly Digest _digest;
    private readonly MarkdownSize _size;

    private MarkdownReport(Report report, MarkdownSize size)
    {
        _report = report;
        _size = size;
        _digest = new Digest(report);
    }

    public static void Write(Report report, TextWriter writer) => writer.Write(Text(report, new MarkdownSize(20, 40, int.MaxValue)));

    /// <param name="report">What to say.</param>
    /// <param name="size">How much of it.</param>
    /// <param name="before">Lines before the verdict, as markdown.</param>
    /// <param name="foot">Lines at the end, as markdown.</param>
    /// <param name="resolved">Whether a regression that was reported in this place before is gone.</param>
    public static string Text(Report report, MarkdownSize size, string before = "", string foot = "", bool resolved = false)
    {
        var page = new MarkdownReport(report, size);
        var parts = page.Parts().OrderByDescending(part => part.Open);
        return new MarkdownPage(before + page.Head(resolved), [.. parts], foot).Write(size.MaxBytes);
    }

    // This line is what a notification shows: words of this program alone, so that it needs no entities.
    private string Head(bool resolved)
    {
        var sign = _report.Result.Verdict switch
        {
            Verdict.Pass => "✅",
            Verdict.Fail => "❌",
            _ => "⚠️",
        };
        var next = Wording.Next(_report) is { } text ? $". {text.Replace('\'', '`')}" : "";
        var isGone = resolved && _report.Result.Verdict == Verdict.Pass;
        var word = isGone ? "RESOLVED" : Wording.VerdictWord(_report);
        var gone = isGone ? "what regressed here before does so no more; " : "";
        var environment = _report.Result.Environment.Comparable ? null : _digest.Environment;
        var remarks = new[] { _report.Caveat, environment }.OfType<string>().Select(remark => $"\n⚠️ {MarkdownText.Prose(remark)}\n");
        return $"{sign} **{word}** {gone}{Wording.Headline(_report)}{next}\n{string.Concat(remarks)}";
    }

    private IEnumerable<MarkdownPart> Parts()
    {
        if (_digest.Regressions.Rows.Count > 0) yield return Regressions();
        if (AcceptHint.Lines(_report) is { Count: > 0 } lines)
            yield return Part("how to accept", 5, "Accept for a while", _ => Preformatted(lines), int.MaxValue);
        foreach (var failure in _report.SuiteFailures) yield return Suite(failure);
        if (_digest.Improvements.Rows.Count > 0) yield return Table(_digest.Improvements, 2);
        if (_digest.Inconclusive.Rows.Count > 0) yield return Table(_digest.Inconclusive, 4);
        foreach (var roll in _digest.Rolls) yield return Roll(roll);
        if (_digest.Allocations.Rows.Count > 0) yield return Table(_digest.Allocations, 1);
        if (_digest.Warnings.Count > 0)
            yield return List(Wording.Title("Warnings", _digest.Warnings.Count), 3, _digest.Warnings, _size.Folded);
        if (_digest.UnchangedCount > 0) yield return Unchanged();
        yield return List(EnvironmentTitle(), 6, EnvironmentFacts.Of(_report.Result.Environment), _size.Folded);
        yield return List("How it was measured", 7, [.. Sentences()], _size.Folded);
    }

    private MarkdownPart Regressions() => new(
        "regressions", 10, _size.Rows, limit => MarkdownTable.Write(_digest.Regressions.Rows, limit, severity: true), Open: true);

    private MarkdownPart Unchanged() => new(
        "unchanged", 9, int.MaxValue, _ => $"\n{Phrase.Count(_digest.UnchangedCount, "comparison")} unchanged.\n");

    private string EnvironmentTitle() => _report.Result.Environment.Differences.Length switch
    {
        0 => "Environment, the same on both sides",
        var count => $"Environment, with {Phrase.Count(count, "difference")}",
    };

    private IEnumerable<string> Sentences()
    {
        var duration = $"finished in {Wording.Duration(_report.Duration)}";
        string?[] sentences = [_report.Baseline, _report.Current, .. _report.Measured, _digest.DetectionLimit, duration];
        return sentences.OfType<string>().Where(sentence => sentence.Length > 0);
    }

    // What fails the gate is never hidden in a fold.
    private MarkdownPart Table(Section section, int rank)
    {
        var open = section.Rows.Any(row => row.Fails) && section != _digest.Allocations;
        var title = Wording.Title(section.Title, section.Rows.Count);
        return Part(section.Title.ToLowerInvariant(), rank, title, limit => MarkdownTable.Write(section.Rows, limit), _size.Folded, open);
    }

    private MarkdownPart Roll(Roll roll)
    {
        var open = roll.Benchmarks.Any(benchmark => benchmark.Fails);
        var title = Wording.Title(roll.Title, roll.Benchmarks.Count);
        return Part(roll.Title.ToLowerInvariant(), 2, title, limit => Bullets(roll.Benchmarks, Item, limit), _size.Folded, open);

        static string Item(Listed benchmark) => $"{MarkdownText.Code(benchmark.Name)} {MarkdownText.Prose(benchmark.Text)}".TrimEnd();
    }

    private static MarkdownPart List(string title, int rank, IReadOnlyList<string> items, int limit) =>
        Part(title.Split(',')[0].ToLowerInvariant(), rank, title, rows => Bullets(items, MarkdownText.Prose, rows), limit);

    private static MarkdownPart Suite(SuiteFailure failure) => Part(
        "logs of failed suites",
        8,
        $"Suite failed: {MarkdownText.Code(failure.Suite)}",
        limit => Preformatted([.. failure.LogTail.TakeLast(limit).Select(line => SafeText.Clean(line, 200))]),
        LogLimit,
        open: true);

    // Only what is shown is written out: a stranger's report may hold any number of items.
    private static string Bullets<T>(IReadOnlyList<T> items, Func<T, string> write, int limit) =>
        $"\n{string.Concat(items.Take(limit).Select(item => $"- {write(item)}\n"))}{MarkdownTable.More(items.Count, limit)}";

    // A pre element of entities instead of a fence: no line of a log can close it.
    private static string Preformatted(IReadOnlyCollection<string> lines) =>
        $"\n<pre>{string.Join("&#10;", lines.Select(MarkdownText.Entities))}</pre>\n";

    private static MarkdownPart Part(string name, int rank, string title, Func<int, string> body, int limit, bool open = false) =>
        new(name, rank, limit, rows => $"\n<details{(open ? " open" : "")}><summary>{title}</summary>\n{body(rows)}\n</details>\n", open);
}
