using PerfGate.Tool.Configuration;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Tests.Reporting;

public sealed class DocumentationTests
{
    [Theory]
    [InlineData("text", nameof(ReportFormat.Console))]
    [InlineData("markdown", nameof(ReportFormat.Markdown))]
    [InlineData("json", nameof(ReportFormat.Json))]
    [InlineData("csv", nameof(ReportFormat.Csv))]
    [InlineData("xml", nameof(ReportFormat.JUnit))]
    public void The_example_of_each_format_is_what_the_program_writes(string fence, string format)
    {
        var document = File.ReadAllText(Repository.PathOf("docs", "report.md")).ReplaceLineEndings("\n");
        var example = document.Split($"```{fence}\n")[1].Split("\n```")[0];
        var output = Sample.Text(Enum.Parse<ReportFormat>(format), Sample.Small, new ConsoleStyle(80)).ReplaceLineEndings("\n");
        var position = 0;
        // A line of … leaves something out; what stands between such lines is there word for word, in order.
        foreach (var part in example.Split("\n…\n"))
        {
            var found = output.IndexOf(part, position, StringComparison.Ordinal);
            found.ShouldBeGreaterThanOrEqualTo(0, part);
            position = found + part.Length;
        }
    }
}
