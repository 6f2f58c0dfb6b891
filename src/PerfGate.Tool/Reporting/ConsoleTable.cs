using PerfGate.Analysis.Policy;
using Spectre.Console;

namespace PerfGate.Tool.Reporting;

/// <summary>
/// Tables of changes that share their columns, each with the headings in its title's line. Names give way first, then the interval
/// moves below the row, then the metric; a row never breaks.
/// </summary>
internal sealed class ConsoleTable
{
    private const int Gap = 2;
    private const int OutcomeWidth = 8 + Gap;
    private const int ReadableName = 28;
    private const int ShortestName = 8;

    private readonly ConsolePage page;
    private readonly int name;
    private readonly int metric;
    private readonly int baseline;
    private readonly int current;
    private readonly int unit;
    private readonly int change;
    private readonly int interval;

    /// <param name="page">Where it is written.</param>
    /// <param name="rows">Every row that any of the tables will have; at least one.</param>
    public ConsoleTable(ConsolePage page, IReadOnlyList<Row> rows)
    {
        this.page = page;
        metric = Math.Max("metric".Length, Widest(row => row.Metric)) + Gap;
        baseline = Math.Max("base".Length, Widest(row => row.Values.Baseline));
        current = Widest(row => row.Values.Current);
        unit = Math.Max("current".Length - current - 1, Widest(row => row.Values.Unit));
        change = Math.Max("change".Length, Widest(row => row.Change));
        interval = Widest(row => row.Interval);
        if (interval > 0) interval = Math.Max(interval, "95 % interval".Length) + Gap;
        // Mark, and the gaps and the arrow between the columns that are always there.
        var always = Gap + OutcomeWidth + Gap + baseline + 3 + current + 1 + unit + Gap + change;
        var longest = Widest(row => row.Name);
        var wanted = Math.Min(longest, ReadableName);
        if (page.Width - always - metric - interval < wanted) interval = 0;
        if (page.Width - always - metric - interval < wanted) metric = 0;
        name = Math.Max(ShortestName, Math.Min(longest, page.Width - always - metric - interval));

        int Widest(Func<Row, string> column) => rows.Max(row => SafeText.Cells(column(row)));
    }

    /// <summary>Stands before what fails the gate, so that it is seen without colour too.</summary>
    public static string Mark(bool fails) => fails ? "✗ " : "  ";

    public void Write(string title, IEnumerable<Row> rows, bool withOutcome)
    {
        page.Line(
            (Left(title, Gap + OutcomeWidth + name + Gap), Ink.Heading),
            (Left(metric > 0 ? "metric" : "", metric) + Right("base", baseline) + " → " + Left("current", current + 1 + unit + Gap), Ink.Faint),
            (Right("change", change) + (interval > 0 ? "  95 % interval" : ""), Ink.Faint));
        foreach (var row in rows) Write(row, withOutcome);
    }

    private void Write(Row row, bool withOutcome)
    {
        var colour = Colour(row);
        var values = row.Values;
        var outcome = withOutcome ? OutcomeWidth : 0;
        var nameWidth = name + OutcomeWidth - outcome;
        page.Line(
            (Mark(row.Fails), Ink.Bad),
            (withOutcome ? Left(Wording.Word(row.Outcome), outcome) : "", colour),
            (Left(SafeText.Shorten(row.Name, nameWidth), nameWidth + Gap), Ink.Plain),
            (metric > 0 ? Left(row.Metric, metric) : "", Ink.Faint),
            ($"{Right(values.Baseline, baseline)} → {Right(values.Current, current)} {Left(values.Unit, unit + Gap)}", Ink.Plain),
            (Right(row.Change, change), colour),
            (interval > 0 && row.Interval.Length > 0 ? "  " + row.Interval : "", Ink.Faint));
        var moved = new[] { metric > 0 ? "" : row.Metric, interval > 0 ? "" : row.Interval, row.Reason }.Where(text => text.Length > 0);
        var indent = Gap + outcome + Gap;
        page.Wrapped(string.Join(", ", moved), indent, Ink.Faint, hang: 0);
        page.Wrapped(row.Accepted, indent, Ink.Plain, hang: 0);
    }

    private static Style Colour(Row row) => row.Outcome switch
    {
        _ when row.Fails => Ink.Bad,
        Outcome.Improved => Ink.Good,
        Outcome.Unchanged => Ink.Plain,
        _ => Ink.Doubt,
    };

    private static string Left(string text, int cells) => text + Padding(text, cells);

    private static string Right(string text, int cells) => Padding(text, cells) + text;

    private static string Padding(string text, int cells) => new(' ', Math.Max(0, cells - SafeText.Cells(text)));
}
