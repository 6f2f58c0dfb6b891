using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Phrasing;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Doctor;

/// <summary>The findings for a terminal: the answer first, then each area with its facts, and below a fact what to do.</summary>
internal sealed class DoctorConsole
{
    private const int LongestName = 24;

    private readonly ConsolePage _page;
    private readonly int _names;

    private DoctorConsole(DoctorReport report, ConsolePage page)
    {
        _page = page;
        _names = report.Findings.Max(finding => SafeText.Cells(Name(finding)));
    }

    public static void Write(DoctorReport report, TextWriter writer, ConsoleStyle style)
    {
        var console = new DoctorConsole(report, new ConsolePage(writer, style));
        console.Opening(report, style.Verbosity);
        if (style.Verbosity == Verbosity.Quiet) return;
        foreach (var area in report.Findings.GroupBy(finding => finding.Area)) console.Section(area.Key, area);
        console._page.Line();
        console._page.Wrapped($"finished in {Wording.Duration(report.Duration)}", 0, Ink.Faint);
    }

    private void Opening(DoctorReport report, Verbosity verbosity)
    {
        var colour = report.IsTrusted ? Ink.GoodHeading : Ink.BadHeading;
        var indent = report.Verdict.Length + 2;

        // Quiet is one line whatever it takes: it is for programs and for people who grep.
        var lines = verbosity == Verbosity.Quiet ? [report.Headline] : SafeText.Wrap(report.Headline, _page.Width - indent).ToArray();
        _page.Line((report.Verdict, colour), ("  " + lines[0], Ink.Plain));
        if (verbosity == Verbosity.Quiet) return;
        foreach (var line in lines.Skip(1)) _page.Wrapped(line, indent, Ink.Plain);
        if (report.Next is { } next) _page.Wrapped(next, indent, Ink.Faint, hang: 0);
    }

    private void Section(Area area, IEnumerable<Finding> findings)
    {
        _page.Line();
        _page.Line((Title(area), Ink.Heading));
        foreach (var finding in findings) Write(finding);
    }

    private void Write(Finding finding)
    {
        var (mark, colour) = finding.Mark switch
        {
            Mark.Ok => ("✓", Ink.Good),
            Mark.Note => ("!", Ink.Doubt),
            _ => ("✗", Ink.Bad),
        };
        var name = Name(finding);
        var indent = 4 + _names + 2;
        var code = finding.Code is { } known ? $" ({known.Text()})" : "";
        var lines = SafeText.Wrap(SafeText.Clean(finding.Fact) + code, _page.Width - indent).ToList();
        _page.Line(
            ($"  {mark} ", colour), (name + new string(' ', _names + 2 - SafeText.Cells(name)), Ink.Plain),
            (lines[0], finding.Mark == Mark.Ok ? Ink.Faint : Ink.Plain));
        foreach (var line in lines.Skip(1)) _page.Line((new string(' ', indent) + line, finding.Mark == Mark.Ok ? Ink.Faint : Ink.Plain));
        if (finding.Next is { } next) _page.Wrapped($"→ {SafeText.Clean(next)}", indent, colour);
    }

    private static string Name(Finding finding) => SafeText.Name(finding.Name, LongestName);

    private static string Title(Area area) => area == Area.SelfTest ? "Self-test" : area.ToString();
}
