using PerfGate.Analysis.Policy;
using Spectre.Console;

namespace PerfGate.Tool.Reporting;

/// <summary>The report for a terminal: the answer first, then what changed, then everything that helps to believe it.</summary>
internal sealed class ConsoleReport
{
    private const int RowLimit = 40;
    private const int LogLimit = 20;

    private readonly ConsolePage page;
    private readonly Report report;
    private readonly Digest digest;

    private ConsoleReport(Report report, ConsolePage page)
    {
        this.report = report;
        this.page = page;
        digest = new Digest(report);
    }

    public static void Write(Report report, TextWriter writer, ConsoleStyle style)
    {
        var console = new ConsoleReport(report, new ConsolePage(writer, style));
        console.Opening(style.Verbosity);
        if (style.Verbosity > Verbosity.Quiet) console.Body(style.Verbosity);
    }

    private void Opening(Verbosity verbosity)
    {
        var word = Wording.VerdictWord(report);
        var headline = Wording.Headline(report);
        var next = Wording.Next(report);
        var colour = report.Result.Verdict switch
        {
            Verdict.Pass => Ink.Good,
            Verdict.Fail => Ink.Bad,
            _ => Ink.Doubt,
        };
        var indent = word.Length + 2;
        var together = next is null || indent + headline.Length + 2 + next.Length <= page.Width;
        // Quiet is one line whatever it takes: it is for programs and for people who grep.
        var lines = verbosity == Verbosity.Quiet ? [headline] : SafeText.Wrap(headline, page.Width - indent).ToArray();
        page.Line((word, colour.Decoration(Decoration.Bold)), ("  " + lines[0], Ink.Plain), (together && next is not null ? "  " + next : "", Ink.Faint));
        if (verbosity == Verbosity.Quiet) return;
        foreach (var line in lines.Skip(1)) page.Wrapped(line, indent, Ink.Plain);
        if (!together) page.Wrapped(next!, indent, Ink.Faint, hang: 0);
    }

    private void Body(Verbosity verbosity)
    {
        var detailed = verbosity >= Verbosity.Detailed;
        Tables([digest.Regressions, digest.Improvements, digest.Inconclusive, .. detailed ? (Section[])[digest.Unchanged] : []]);
        foreach (var roll in digest.Rolls) List(roll.Title, [.. roll.Benchmarks]);
        foreach (var failure in report.SuiteFailures) Suite(failure);
        if (digest.Warnings.Count > 0) List("Warnings", [.. digest.Warnings.Select(warning => new Listed(warning, Fails: false, ""))]);

        page.Line();
        if (digest.Unchanged.Rows.Count > 0) page.Wrapped(Wording.Count(digest.Unchanged.Rows.Count, "comparison") + " unchanged", 0, Ink.Plain);
        if (digest.Environment is { } environment) page.Wrapped(environment, 0, report.Result.Environment.Comparable ? Ink.Faint : Ink.Doubt);
        foreach (var sentence in (IEnumerable<string?>)[report.Baseline, report.Current, .. report.Measured, digest.DetectionLimit])
        {
            if (!string.IsNullOrEmpty(sentence)) page.Wrapped(SafeText.Sentence(sentence), 0, Ink.Faint);
        }

        page.Wrapped($"finished in {Wording.Duration(report.Duration)}", 0, Ink.Faint);
    }

    private void Tables(Section[] sections)
    {
        var shown = sections.SelectMany(section => section.Rows.Take(RowLimit)).ToArray();
        if (shown.Length == 0) return;
        var table = new ConsoleTable(page, shown);
        foreach (var section in sections.Where(section => section.Rows.Count > 0))
        {
            page.Line();
            table.Write(Wording.Title(section.Title, section.Rows.Count), section.Rows.Take(RowLimit), section == digest.Regressions);
            More(section.Rows.Count);
        }
    }

    private void List(string title, Listed[] items)
    {
        page.Line();
        page.Line((Wording.Title(title, items.Length), Ink.Heading));
        foreach (var item in items.Take(RowLimit))
        {
            var name = item.Text.Length == 0 ? item.Name : SafeText.Shorten(item.Name, page.Width - 2);
            var fits = item.Text.Length == 0 || SafeText.Cells(name) + SafeText.Cells(item.Text) + 4 <= page.Width;
            if (item.Text.Length == 0) page.Wrapped(name, 2, Ink.Plain);
            else page.Line((ConsoleTable.Mark(item.Fails), Ink.Bad), (name, Ink.Plain), (fits ? "  " + item.Text : "", Ink.Faint));
            if (!fits) page.Wrapped(item.Text, 4, Ink.Faint);
        }

        More(items.Length);
    }

    private void Suite(SuiteFailure failure)
    {
        page.Line();
        page.Line(("Suite failed: ", Ink.Bad), (SafeText.Name(failure.Suite), Ink.Heading));
        foreach (var line in failure.LogTail.TakeLast(LogLimit)) page.Line(("  │ ", Ink.Faint), (SafeText.Clean(line, 500), Ink.Plain));
    }

    private void More(int count)
    {
        if (count > RowLimit) page.Wrapped(Wording.Invariant($"… and {count - RowLimit:N0} more; --report csv=FILE has all"), 2, Ink.Faint);
    }
}
