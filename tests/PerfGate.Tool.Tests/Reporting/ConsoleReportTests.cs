using System.Collections.Immutable;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Phrasing;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Tests.Reporting;

public sealed class ConsoleReportTests
{
    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void A_small_report_reads_well_at_every_width(int width) =>
        Sample.Text(ReportFormat.Console, Sample.Small, new ConsoleStyle(width)).ShouldBeAsExpected($"small.{width}.txt");

    [Fact]
    public void Colour_is_used_when_it_is_on() =>
        Sample.Text(ReportFormat.Console, Sample.Small, new ConsoleStyle(Colour: true))
            .Replace('\u001b', '␛')
            .ShouldBeAsExpected("small.colour.txt");

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void No_line_of_a_large_report_is_wider_than_the_terminal(int width)
    {
        var lines = Lines(Sample.Large(5000), new ConsoleStyle(width, Verbosity: Verbosity.Detailed));
        lines.Length.ShouldBeLessThan(700);
        lines.ShouldContain(line => line.EndsWith(" more; --report csv=FILE has all", StringComparison.Ordinal));
        foreach (var line in lines) SafeText.Cells(line).ShouldBeLessThanOrEqualTo(width, line);
    }

    [Fact]
    public void Hostile_text_neither_breaks_a_row_nor_reaches_the_terminal_as_a_command()
    {
        foreach (var text in HostileText.All)
        {
            var finding = Sample.Finding(Outcome.Major, Sample.Id("", text, text, text), Metric.Time, 100, 130, 0.02, text, text);
            var report = Sample.Of(Verdict.Fail, ExitCode.GateFailed, [finding], [text]) with { Baseline = text };
            var lines = Lines(report, new ConsoleStyle(80));
            lines.Where(line => line.StartsWith("✗ major ", StringComparison.Ordinal))
                .ShouldHaveSingleItem()
                .ShouldContain("  100 → 130 ns   +30.0 %");
            lines.ShouldAllBe(line => SafeText.Cells(line) <= 80);
        }
    }

    [Fact]
    public void Hostile_text_is_no_command_to_a_CI_system()
    {
        foreach (var text in HostileText.All)
        {
            Finding[] findings =
            [
                Sample.Finding(Outcome.Major, Sample.Id("", text, text, text), Metric.Time, 100, 130, 0.02, text, text),
                Sample.Finding(Outcome.Failed, Sample.Id(text, text, text), Metric.Time, 100, null, 0, text),
            ];
            // A long word before it, so that the command stands where a line is wrapped.
            var report = Sample.Of(Verdict.Fail, ExitCode.GateFailed, [.. findings], [text, $"{new string('x', 50)} {text}"]) with
            {
                Baseline = text,
                SuiteFailures = [new SuiteFailure(text, [text])],
            };
            Lines(report, new ConsoleStyle(60)).Where(HostileText.IsCommand).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Without_colour_there_is_no_escape_code_whatever_the_report_holds()
    {
        foreach (var seed in Enumerable.Range(0, 200))
        {
            var text = Sample.Text(ReportFormat.Console, RandomReport.Of(seed), new ConsoleStyle(Verbosity: Verbosity.Detailed));
            text.Where(char.IsControl).Except("\r\n").ShouldBeEmpty();
        }
    }

    [Fact]
    public void No_line_ends_in_a_space() =>
        Lines(Sample.Small, new ConsoleStyle()).ShouldAllBe(line => line.TrimEnd().Length == line.Length);

    [Fact]
    public void Quiet_prints_the_first_line_only()
    {
        Lines(Sample.Small, new ConsoleStyle(60, Verbosity: Verbosity.Quiet))
            .ShouldBe(["FAIL  1 critical, 1 major regressions (fail-on: major); 1 benchmark not measured"]);
        Lines(Pass, new ConsoleStyle(Verbosity: Verbosity.Quiet)).ShouldBe(["PASS  no regression in 1 comparison"]);
    }

    [Fact]
    public void Detailed_lists_what_did_not_change()
    {
        Lines(Pass, new ConsoleStyle()).ShouldNotContain(line => line.Contains("Cache.Get", StringComparison.Ordinal));
        Lines(Pass, new ConsoleStyle(Verbosity: Verbosity.Detailed))
            .ShouldContain(line => line.Contains("Cache.Get", StringComparison.Ordinal));
    }

    [Fact]
    public void The_worst_comes_first_whatever_its_direction()
    {
        var throughput = new Metric("throughput", "req/s", Better.Higher, MetricKind.Sampled);
        Finding[] findings =
        [
            Sample.Finding(Outcome.Minor, Sample.Id("", "T", "Minor"), Metric.Time, 100, 112, 0),
            Sample.Finding(Outcome.Major, Sample.Id("", "T", "Major30"), Metric.Time, 100, 130, 0),
            Sample.Finding(Outcome.Major, Sample.Id("", "T", "Tolerated"), Metric.Time, 100, 149, 0) with { Failure = FailureCause.None },
            Sample.Finding(Outcome.Major, Sample.Id("", "T", "Slower"), throughput, 1000, 700, 0),
            Sample.Finding(Outcome.Critical, Sample.Id("", "T", "Critical"), Metric.Time, 100, 160, 0),
            Sample.Finding(Outcome.Improved, Sample.Id("", "T", "Better20"), Metric.Time, 100, 80, 0),
            Sample.Finding(Outcome.Improved, Sample.Id("", "T", "Better50"), Metric.Time, 100, 50, 0),
        ];
        var text = Sample.Text(ReportFormat.Console, Sample.Of(Verdict.Fail, ExitCode.GateFailed, [.. findings]));
        string[] order = ["Critical", "Slower", "Major30", "Tolerated", "Minor", "Better50", "Better20"];
        order.Select(name => text.IndexOf($"T.{name} ", StringComparison.Ordinal)).ShouldBeInOrder();
        text.ShouldMatch("T.Slower .*−30.0 %");
    }

    [Fact]
    public void Benchmarks_with_the_same_short_name_are_told_apart()
    {
        Finding[] findings =
        [
            Sample.Finding(Outcome.Major, Sample.Id("One", "Cache", "Get"), Metric.Time, 100, 130, 0.02),
            Sample.Finding(Outcome.Major, Sample.Id("Two", "Cache", "Get"), Metric.Time, 100, 129, 0.02),
            Sample.Finding(Outcome.Major, Sample.Id("", "Map", "Get") with { Job = "Server=True" }, Metric.Time, 100, 128, 0.02),
            Sample.Finding(Outcome.Major, Sample.Id("", "Map", "Get"), Metric.Time, 100, 127, 0.02),
        ];
        var text = Sample.Text(ReportFormat.Console, Sample.Of(Verdict.Fail, ExitCode.GateFailed, [.. findings]), new ConsoleStyle(120));
        text.ShouldContain(" One.Cache.Get ");
        text.ShouldContain(" Two.Cache.Get ");
        text.ShouldContain(" Map.Get [Server=True, .NET 10.0] ");
        text.ShouldContain(" Map.Get [.NET 10.0] ");
    }

    [Fact]
    public void A_suite_that_failed_shows_the_end_of_its_log()
    {
        var log = Enumerable.Range(1, 50).Select(i => $"line {i}\u001b[0m").ToImmutableArray();
        var report = Sample.Of(Verdict.Fail, ExitCode.NotMeasured, []) with
        {
            SuiteFailures = [new SuiteFailure("Company.Benchmarks", log)],
        };
        var lines = Lines(report, new ConsoleStyle());
        lines[0].ShouldBe("FAIL  1 suite failed  Make the suite run and measure again.");
        lines.ShouldContain("Suite failed: Company.Benchmarks");
        lines.ShouldContain("  │ line 50[0m");
        lines.ShouldNotContain("  │ line 30[0m");
    }

    [Fact]
    public void Environments_that_differ_are_named()
    {
        var report = Pass with
        {
            Result = Pass.Result with
            {
                Environment = new EnvironmentComparison(
                    Sample.Host, Sample.Host, Comparable: false, ["processor A, now B", "4 cores, now 8"]),
            },
        };
        Lines(report, new ConsoleStyle())
            .ShouldContain("environments differ, times are not comparable: processor A, now B; 4 cores, now 8");
    }

    [Fact]
    public void A_terminal_gives_width_and_colour_and_redirected_output_neither()
    {
        ConsoleStyle.For(redirected: false, 133, noColour: false, Verbosity.Normal).ShouldBe(new ConsoleStyle(133, Colour: true));
        ConsoleStyle.For(redirected: false, 0, noColour: true, Verbosity.Quiet)
            .ShouldBe(new ConsoleStyle(100, Colour: false, Verbosity.Quiet));
        ConsoleStyle.For(redirected: true, 133, noColour: false, Verbosity.Normal).ShouldBe(new ConsoleStyle(100, Colour: false));
    }

    private static Report Pass { get; } =
        Sample.Of(
            Verdict.Pass,
            ExitCode.Pass,
            [Sample.Finding(Outcome.Unchanged, Sample.Id("", "Cache", "Get"), Metric.Time, 100, 100.2, 0.01)]);

    private static string[] Lines(Report report, ConsoleStyle style) =>
        Sample.Text(ReportFormat.Console, report, style).TrimEnd('\r', '\n').ReplaceLineEndings("\n").Split('\n');
}
