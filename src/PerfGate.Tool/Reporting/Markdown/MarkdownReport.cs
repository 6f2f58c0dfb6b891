using PerfGate.Analysis.Policy;

namespace PerfGate.Tool.Reporting;

/// <summary>The report for a job summary or a comment: what changed stands open, the rest is folded.</summary>
internal sealed class MarkdownReport
{
    private const int RowLimit = 20;
    private const int FoldLimit = 40;
    private const int LogLimit = 20;

    private readonly TextWriter writer;
    private readonly Report report;
    private readonly Digest digest;

    private MarkdownReport(Report report, TextWriter writer)
    {
        this.report = report;
        this.writer = writer;
        digest = new Digest(report);
    }

    public static void Write(Report report, TextWriter writer) => new MarkdownReport(report, writer).Write();

    private void Write()
    {
        var sign = report.Result.Verdict switch
        {
            Verdict.Pass => "✅",
            Verdict.Fail => "❌",
            _ => "⚠️",
        };
        var next = Wording.Next(report) is { } text ? $". {text}" : "";
        Line($"{sign} **{Wording.VerdictWord(report)}** {MarkdownText.Prose(Wording.Headline(report) + next)}");
        if (!report.Result.Environment.Comparable) Paragraph("⚠️ " + MarkdownText.Prose(digest.Environment!));
        Changes(digest.Regressions, RowLimit);
        Fold(digest.Improvements);
        Fold(digest.Inconclusive);
        foreach (var roll in digest.Rolls) Fold(roll);
        foreach (var failure in report.SuiteFailures) Fold(failure);
        Items("Warnings", digest.Warnings);
        if (digest.Unchanged.Rows.Count > 0) Paragraph($"{Wording.Count(digest.Unchanged.Rows.Count, "comparison")} unchanged.");
        Items("How it was measured", [.. Sentences()]);
    }

    private IEnumerable<string> Sentences()
    {
        string?[] sentences =
        [
            report.Baseline,
            report.Current,
            .. report.Measured,
            digest.Environment,
            digest.DetectionLimit,
            $"finished in {Wording.Duration(report.Duration)}",
        ];
        return sentences.OfType<string>().Where(sentence => sentence.Length > 0);
    }

    private void Changes(Section section, int limit)
    {
        if (section.Rows.Count == 0) return;
        Line();
        Line("| Outcome | Benchmark | Metric | Base | Current | Change | 95 % interval | Certainty |");
        Line("|:--|:--|:--|--:|--:|--:|:-:|:--|");
        foreach (var row in section.Rows.Take(limit))
        {
            var outcome = row.Fails ? $"**{Wording.Word(row.Outcome)}**" : Wording.Word(row.Outcome);
            var certainty = string.Join("; ", new[] { row.Reason, row.Accepted }.Where(text => text.Length > 0));
            string[] cells =
            [
                outcome,
                MarkdownText.Code(row.Name),
                MarkdownText.Prose(row.Metric),
                MarkdownText.Prose($"{row.Values.Baseline} {row.Values.Unit}"),
                MarkdownText.Prose($"{row.Values.Current} {row.Values.Unit}"),
                MarkdownText.Prose(row.Change),
                MarkdownText.Prose(row.Interval),
                MarkdownText.Prose(certainty),
            ];
            Line($"| {string.Join(" | ", cells)} |");
        }

        More(section.Rows.Count, limit);
    }

    // What fails the gate is never hidden in a fold.
    private void Fold(Section section)
    {
        if (section.Rows.Count == 0) return;
        Open(section.Title, section.Rows.Count, section.Rows.Any(row => row.Fails));
        Changes(section, FoldLimit);
        Close();
    }

    private void Fold(Roll roll)
    {
        Open(roll.Title, roll.Benchmarks.Count, roll.Benchmarks.Any(benchmark => benchmark.Fails));
        Line();
        foreach (var benchmark in roll.Benchmarks.Take(FoldLimit))
        {
            Line($"- {MarkdownText.Code(benchmark.Name)}{(benchmark.Text.Length > 0 ? " " + MarkdownText.Prose(benchmark.Text) : "")}");
        }

        More(roll.Benchmarks.Count, FoldLimit);
        Close();
    }

    private void Fold(SuiteFailure failure)
    {
        Open($"Suite failed: {MarkdownText.Code(failure.Suite)}", count: null, open: true);
        Line();
        // A pre element of entities instead of a fence: no line of a log can close it.
        Line($"<pre>{string.Join("&#10;", failure.LogTail.TakeLast(LogLimit).Select(line => MarkdownText.Entities(SafeText.Clean(line, 200))))}</pre>");
        Close();
    }

    private void Items(string title, IReadOnlyList<string> items)
    {
        if (items.Count == 0) return;
        Open(title, count: null, open: false);
        Line();
        foreach (var item in items.Take(FoldLimit)) Line($"- {MarkdownText.Prose(item)}");
        More(items.Count, FoldLimit);
        Close();
    }

    private void Open(string title, int? count, bool open)
    {
        Paragraph($"<details{(open ? " open" : "")}><summary>{(count is { } n ? Wording.Title(title, n) : title)}</summary>");
    }

    private void Close() => Paragraph("</details>");

    private void More(int count, int limit)
    {
        if (count > limit) Paragraph(Wording.Invariant($"… and {count - limit:N0} more."));
    }

    private void Paragraph(string text)
    {
        Line();
        Line(text);
    }

    private void Line(string text = "")
    {
        writer.Write(text);
        writer.Write('\n');
    }
}
