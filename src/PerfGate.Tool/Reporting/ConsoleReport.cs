using PerfGate.Analysis.Policy;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Phrasing;

namespace PerfGate.Tool.Reporting;

/// <summary>The report for a terminal: the answer first, then what changed, then everything that helps to believe it.</summary>
internal sealed class ConsoleReport
{
    private const int RowLimit = 40;
    private const int LogLimit = 20;

    private readonly ConsolePage _page;
    private readonly Report _report;
    private readonly Digest _digest;

    private ConsoleReport(Report report, ConsolePage page)
    {
        _report = report;
        _page = page;
        _digest = new Digest(report);
    }

    public static void Write(Report report, TextWriter writer, ConsoleStyle style)
    {
        var console = new ConsoleReport(report, new ConsolePage(writer, style));
        console.Opening(style.Verbosity);
        if (style.Verbosity > Verbosity.Quiet) console.Body(style.Verbosity);
    }

    private void Opening(Verbosity verbosity)
    {
        var word = Wording.VerdictWord(_report);
        var headline = Wording.Headline(_report);
        var next = Wording.Next(_report);
        var colour = _report.Result.Verdict switch
        {
            Verdict.Pass => Ink.GoodHeading,
            Verdict.Fail => Ink.BadHeading,
            _ => Ink.DoubtHeading,
        };
        var indent = word.Length + 2;
        var together = next is null || indent + headline.Length + 2 + next.Length <= _page.Width;
        // Quiet is one line whatever it takes: it is for programs and for people who grep.
        var lines = verbosity == Verbosity.Quiet ? [headline] : SafeText.Wrap(headline, _page.Width - indent).ToArray();
        _page.Line(
            (word, colour),
            ("  " + lines[0], Ink.Plain),
            (together && next is not null ? "  " + next : "", Ink.Faint));
        if (verbosity == Verbosity.Quiet) return;
        foreach (var line in lines.Skip(1)) _page.Wrapped(line, indent, Ink.Plain);
        if (!together) _page.Wrapped(next!, indent, Ink.Faint, hang: 0);
    }

    private void Body(Verbosity verbosity)
    {
        var detailed = verbosity >= Verbosity.Detailed;
        Tables([_digest.Regressions, _digest.Improvements, _digest.Inconclusive, .. detailed ? (Section[])[_digest.Unchanged] : []]);
        foreach (var roll in _digest.Rolls) List(roll.Title, [.. roll.Benchmarks]);
        foreach (var failure in _report.SuiteFailures) Suite(failure);
        if (_digest.Warnings.Count > 0) List("Warnings", [.. _digest.Warnings.Select(warning => new Listed(warning, Fails: false, ""))]);

        _page.Line();
        if (_digest.UnchangedCount > 0)
        {
            _page.Wrapped(Phrase.Count(_digest.UnchangedCount, "comparison") + " unchanged", 0, Ink.Plain);
        }

        if (_digest.Environment is { } environment)
        {
            _page.Wrapped(environment, 0, _report.Result.Environment.Comparable ? Ink.Faint : Ink.Doubt);
        }

        foreach (var sentence in (IEnumerable<string?>)[_report.Baseline, _report.Current, .. _report.Measured, _digest.DetectionLimit])
        {
            if (!string.IsNullOrEmpty(sentence)) _page.Wrapped(SafeText.Sentence(sentence), 0, Ink.Faint);
        }

        _page.Wrapped($"finished in {Wording.Duration(_report.Duration)}", 0, Ink.Faint);
    }

    private void Tables(Section[] sections)
    {
        var shown = sections.SelectMany(section => section.Rows.Take(RowLimit)).ToArray();
        if (shown.Length == 0) return;
        var table = new ConsoleTable(_page, shown);
        foreach (var section in sections.Where(section => section.Rows.Count > 0))
        {
            _page.Line();
            table.Write(Wording.Title(section.Title, section.Rows.Count), section.Rows.Take(RowLimit), section == _digest.Regressions);
            More(section.Rows.Count);
        }
    }

    private void List(string title, Listed[] items)
    {
        _page.Line();
        _page.Line((Wording.Title(title, items.Length), Ink.Heading));
        foreach (var item in items.Take(RowLimit))
        {
            var name = item.Text.Length == 0 ? item.Name : SafeText.Shorten(item.Name, _page.Width - 2);
            var fits = item.Text.Length == 0 || SafeText.Cells(name) + SafeText.Cells(item.Text) + 4 <= _page.Width;
            if (item.Text.Length == 0) _page.Wrapped(name, 2, Ink.Plain);
            else _page.Line((ConsoleTable.Mark(item.Fails), Ink.Bad), (name, Ink.Plain), (fits ? "  " + item.Text : "", Ink.Faint));
            if (!fits) _page.Wrapped(item.Text, 4, Ink.Faint);
        }

        More(items.Length);
    }

    private void Suite(SuiteFailure failure)
    {
        _page.Line();
        _page.Line(("Suite failed: ", Ink.Bad), (SafeText.Name(failure.Suite), Ink.Heading));
        foreach (var line in failure.LogTail.TakeLast(LogLimit)) _page.Line(("  │ ", Ink.Faint), (SafeText.Clean(line, 500), Ink.Plain));
    }

    private void More(int count)
    {
        if (count > RowLimit)
        {
            _page.Wrapped(Wording.Invariant($"… and {count - RowLimit:N0} more; --report csv=FILE has all"), 2, Ink.Faint);
        }
    }
}
