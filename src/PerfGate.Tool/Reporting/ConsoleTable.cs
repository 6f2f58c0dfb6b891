using PerfGate.Analysis.Policy;
using PerfGate.Tool.Phrasing;

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

    private readonly ConsolePage _page;
    private readonly int _name;
    private readonly int _metric;
    private readonly int _baseline;
    private readonly int _current;
    private readonly int _unit;
    private readonly int _change;
    private readonly int _interval;

    /// <param name="page">Where it is written.</param>
    /// <param name="rows">Every row that any of the tables will have; at least one.</param>
    public ConsoleTable(ConsolePage page, IReadOnlyList<Row> rows)
    {
        _page = page;
        _metric = Math.Max("metric".Length, Widest(row => row.Metric)) + Gap;
        _baseline = Math.Max("base".Length, Widest(row => row.Values.Baseline));
        _current = Widest(row => row.Values.Current);
        _unit = Math.Max("current".Length - _current - 1, Widest(row => row.Values.Unit));
        _change = Math.Max("change".Length, Widest(row => row.Change));
        _interval = Widest(row => row.Interval);
        if (_interval > 0) _interval = Math.Max(_interval, "95 % interval".Length) + Gap;
        // Mark, and the gaps and the arrow between the columns that are always there.
        var always = Gap + OutcomeWidth + Gap + _baseline + 3 + _current + 1 + _unit + Gap + _change;
        var longest = Widest(row => row.Name);
        var wanted = Math.Min(longest, ReadableName);
        if (page.Width - always - _metric - _interval < wanted) _interval = 0;
        if (page.Width - always - _metric - _interval < wanted) _metric = 0;
        _name = Math.Max(ShortestName, Math.Min(longest, page.Width - always - _metric - _interval));

        int Widest(Func<Row, string> column) => rows.Max(row => SafeText.Cells(column(row)));
    }

    /// <summary>Stands before what fails the gate, so that it is seen without colour too.</summary>
    public static string Mark(bool fails) => fails ? "✗ " : "  ";

    public void Write(string title, IEnumerable<Row> rows, bool withOutcome)
    {
        _page.Line(
            (Left(title, Gap + OutcomeWidth + _name + Gap), Ink.Heading),
            (
                Left(_metric > 0 ? "metric" : "", _metric) + Right("base", _baseline) + " → "
                    + Left("current", _current + 1 + _unit + Gap),
                Ink.Faint),
            (Right("change", _change) + (_interval > 0 ? "  95 % interval" : ""), Ink.Faint));
        foreach (var row in rows) Write(row, withOutcome);
    }

    private void Write(Row row, bool withOutcome)
    {
        var colour = Colour(row);
        var values = row.Values;
        var outcome = withOutcome ? OutcomeWidth : 0;
        var nameWidth = _name + OutcomeWidth - outcome;
        _page.Line(
            (Mark(row.Fails), Ink.Bad),
            (withOutcome ? Left(Wording.Word(row.Outcome), outcome) : "", colour),
            (Left(SafeText.Shorten(row.Name, nameWidth), nameWidth + Gap), Ink.Plain),
            (_metric > 0 ? Left(row.Metric, _metric) : "", Ink.Faint),
            ($"{Right(values.Baseline, _baseline)} → {Right(values.Current, _current)} {Left(values.Unit, _unit + Gap)}", Ink.Plain),
            (Right(row.Change, _change), colour),
            (_interval > 0 && row.Interval.Length > 0 ? "  " + row.Interval : "", Ink.Faint));
        var moved = new[] { _metric > 0 ? "" : row.Metric, _interval > 0 ? "" : row.Interval, row.Reason }.Where(text => text.Length > 0);
        var indent = Gap + outcome + Gap;
        _page.Wrapped(string.Join(", ", moved), indent, Ink.Faint, hang: 0);
        _page.Wrapped(row.Accepted, indent, Ink.Plain, hang: 0);
    }

    private static Ink Colour(Row row) => row.Outcome switch
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
