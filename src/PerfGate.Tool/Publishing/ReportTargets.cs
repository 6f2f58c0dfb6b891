using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Files;
using PerfGate.Tool.Phrasing;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Publishing;

/// <summary>A report in a file.</summary>
internal sealed record ReportFile(ReportFormat Format, string Path);

/// <summary>Where a report goes: one to standard output or a file, and any number of further ones to files.</summary>
internal sealed record ReportTargets(string? Out, IReadOnlyList<ReportFile> Further)
{
    /// <summary>Reads <c>--report FORMAT=FILE</c> before anything is measured: a typing error must not cost a run.</summary>
    public static ReportTargets Parse(string? output, IReadOnlyList<string> reports)
    {
        var further = new List<ReportFile>();
        foreach (var report in reports.Where(report => report.Length > 0))
        {
            var parts = report.Split('=', 2);
            if (parts.Length != 2 || parts[1].Length == 0 || Choices.Find<ReportFormat>(parts[0]) is not { } format)
            {
                var formats = string.Join(", ", Choices.Names<ReportFormat>());
                throw new PerfGateException(
                    ErrorCode.InvalidArguments,
                    "--report",
                    parts is [var named, { Length: > 0 }] ? $"'{named}' is no format" : $"'{report}' is not FORMAT=FILE",
                    $"FORMAT is one of {formats}, for example --report json=report.json.");
            }

            further.Add(new ReportFile(format, parts[1]));
        }

        return new ReportTargets(string.IsNullOrEmpty(output) ? null : output, further);
    }

    /// <summary>Sees whether all files can be written: what is known before anything is measured shall not be said minutes later.</summary>
    /// <exception cref="PerfGateException">One cannot be written.</exception>
    public void Try(CommandContext context)
    {
        foreach (var path in Further.Select(report => report.Path).Prepend(Out).OfType<string>())
        {
            AtomicFile.Try(context.PathOf(path), ErrorCode.ReportNotWritten);
        }
    }

    /// <summary>Whether a format is printed or written.</summary>
    public bool Has(ReportFormat format, Settings settings) => settings.Format == format || Further.Any(report => report.Format == format);

    /// <summary>
    /// Writes the report everywhere. It is printed in any case where its own file fails: a check takes minutes, and its verdict must not
    /// be lost.
    /// </summary>
    /// <returns>The first further file that has got the report as JSON, null without one, and what could not be written.</returns>
    public (string? Json, IReadOnlyList<PerfGateException> Problems) Write(Report report, CommandContext context)
    {
        var settings = context.Settings;
        string? json = null;
        var problems = new List<PerfGateException>();
        var plain = new ConsoleStyle(Verbosity: settings.Verbosity);
        if (Out is null || !TryWriteFile(Out, settings.Format, plain))
        {
            var style = ConsoleStyle.For(
                redirected: !context.Host.OutIsTerminal, context.Host.Width, noColour: !settings.Color, settings.Verbosity);
            Print(report, context, style);
        }

        foreach (var (format, path) in Further)
        {
            if (TryWriteFile(path, format, new ConsoleStyle()) && format == ReportFormat.Json) json ??= context.PathOf(path);
        }

        return (json, problems);

        bool TryWriteFile(string path, ReportFormat format, ConsoleStyle style)
        {
            try
            {
                AtomicFile.Write(context.PathOf(path), ErrorCode.ReportNotWritten, stream =>
                {
                    using var writer = new StreamWriter(stream) { NewLine = "\n" };
                    ReportWriter.Write(format, report, writer, style);
                });
                return true;
            }
            catch (PerfGateException problem)
            {
                problems.Add(problem);
                return false;
            }
        }
    }

    // A table that goes to standard output is read by the CI system as well, and its names are no commands. The other formats see to that
    // themselves: what programs read must come back as it was.
    private static void Print(Report report, CommandContext context, ConsoleStyle style)
    {
        var (host, format) = (context.Host, context.Settings.Format);
        if (CiSystems.Of(host.Environment) == CiSystem.None || format is not (ReportFormat.Csv or ReportFormat.Markdown))
        {
            ReportWriter.Write(format, report, host.Out, style);
            return;
        }

        using var text = new StringWriter { NewLine = host.Out.NewLine };
        ReportWriter.Write(format, report, text, style);
        host.Out.Write(SafeText.Inert(text.ToString()));
    }
}
