using PerfGate.Tool.Configuration;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Publishing;

/// <summary>Where a report goes: one to standard output or a file, and any number of further ones to files.</summary>
internal sealed record ReportTargets(string? Out, IReadOnlyList<(ReportFormat Format, string Path)> Further)
{
    /// <summary>The first file that gets the report as JSON; null when none does.</summary>
    public string? JsonPath => Further.FirstOrDefault(target => target.Format == ReportFormat.Json).Path;

    /// <summary>Reads <c>--report FORMAT=FILE</c> before anything is measured: a typing error must not cost a run.</summary>
    public static ReportTargets Parse(string? output, IReadOnlyList<string> reports)
    {
        var further = new List<(ReportFormat, string)>();
        foreach (var report in reports)
        {
            var parts = report.Split('=', 2);
            if (parts.Length != 2
                || parts[1].Length == 0
                || !char.IsLetter(parts[0].FirstOrDefault())
                || !Enum.TryParse<ReportFormat>(parts[0], ignoreCase: true, out var format))
            {
                var formats = string.Join(", ", Enum.GetNames<ReportFormat>().Select(name => name.ToLowerInvariant()));
                throw new PerfGateException(
                    ErrorCode.InvalidArguments,
                    "--report",
                    $"'{report}' is not FORMAT=FILE",
                    $"FORMAT is one of {formats}, for example --report json=report.json.");
            }

            further.Add((format, parts[1]));
        }

        return new ReportTargets(output, further);
    }

    /// <summary>Whether a format is printed or written.</summary>
    public bool Has(ReportFormat format, Settings settings) => settings.Format == format || Further.Any(report => report.Format == format);

    public void Write(Report report, CommandContext context)
    {
        foreach (var (format, path) in Further)
        {
            WriteFile(context.PathOf(path), writer => ReportWriter.Write(format, report, writer, new ConsoleStyle()));
        }

        var settings = context.Settings;
        if (Out is not null)
        {
            WriteFile(
                context.PathOf(Out),
                writer => ReportWriter.Write(settings.Format, report, writer, new ConsoleStyle(Verbosity: settings.Verbosity)));
            return;
        }

        var style = ConsoleStyle.For(
            redirected: !context.Host.OutIsTerminal, context.Host.Width, noColour: !settings.Color, settings.Verbosity);
        ReportWriter.Write(settings.Format, report, context.Host.Out, style);
    }

    private static void WriteFile(string path, Action<TextWriter> write) => AtomicFile.Write(path, ErrorCode.ReportNotWritten, stream =>
    {
        using var writer = new StreamWriter(stream) { NewLine = "\n" };
        write(writer);
    });
}
