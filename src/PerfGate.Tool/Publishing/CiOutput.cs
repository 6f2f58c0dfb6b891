using System.Text;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Files;
using PerfGate.Tool.Reporting;
using PerfGate.Tool.Suites.Sources;

namespace PerfGate.Tool.Publishing;

/// <summary>
/// What a CI system other than GitHub gets of its own accord: lines that it understands and files that it collects. GitHub's part
/// belongs to publishing, with its comment.
/// </summary>
internal static class CiOutput
{
    /// <summary>The page for Azure's summary, in its folder for temporary files.</summary>
    private const string SummaryFile = "perfgate-summary.md";

    /// <summary>Writes what the system that this runs in understands; nothing elsewhere.</summary>
    /// <param name="report">The finished report.</param>
    /// <param name="context">What the command works with.</param>
    /// <param name="sources">Where benchmarks stand.</param>
    /// <param name="log">
    /// Where lines for the system go. They belong on standard output; where that carries a report for a program, standard error is the
    /// next best.
    /// </param>
    /// <exception cref="PerfGateException">A file cannot be written.</exception>
    public static void Write(Report report, CommandContext context, BenchmarkSources sources, TextWriter log)
    {
        var host = context.Host;
        switch (CiSystems.Of(host.Environment))
        {
            case CiSystem.AzurePipelines:
                AzureCommands.Write(Annotations.For(report, sources), log);
                var folder = host.Variable("AGENT_TEMPDIRECTORY") ?? "";
                var page = Path.GetFullPath(Path.Combine(folder, SummaryFile), host.WorkingDirectory);
                WriteFile(page, writer => writer.Write(SummaryReport.Write(report)));
                log.WriteLine(AzureCommands.Summary(page));
                break;
            case CiSystem.GitLab:
                // For artifacts:reports:metrics. Anywhere else it would be a change of the checkout, and a baseline of that is dirty.
                WriteFile(context.WorkFolder.Metrics, writer => OpenMetrics.Write(report, writer));
                break;
            case CiSystem.TeamCity:
                TeamCityMessages.Write(report, log);
                break;
            default:
                break;
        }
    }

    private static void WriteFile(string path, Action<TextWriter> write) => AtomicFile.Write(path, ErrorCode.ReportNotWritten, stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
        write(writer);
    });
}
