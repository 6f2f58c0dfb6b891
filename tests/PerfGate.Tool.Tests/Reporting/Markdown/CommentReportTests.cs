using System.Text;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Tests.Reporting.Markdown;

public sealed class CommentReportTests
{
    private static readonly CommentOptions Options = new() { Key = "bench/linux", RunId = "42" };

    [Fact]
    public void The_first_line_finds_it_again_and_the_first_that_is_seen_is_the_notification()
    {
        var lines = CommentReport.Write(Sample.Small, Options).Split('\n');

        lines[0].ShouldBe("<!-- perfgate:v1:bench/linux -->");
        lines[0].ShouldBe(CommentMarker.Of("bench/linux"));
        lines[3].ShouldBe("❌ **FAIL** 1 critical, 1 major regressions (fail-on: major); 1 benchmark not measured. "
            + "Fix what regressed, or accept it for a while with `dotnet perfgate accept`.");
    }

    [Fact]
    public void Each_key_has_a_first_line_of_its_own()
    {
        string[] keys =
        [
            "bench/linux", "größe", "gr__e", "grüne", "日本", "中国", "__", "a b", "a_b", "x-->", "x--_",
            new string('k', 100), new string('k', 101), new string('k', 101) + "l",
        ];

        var lines = keys.Select(CommentMarker.Of).ToList();

        lines.ShouldBeUnique();
        lines.ShouldAllBe(line => line.All(char.IsAscii) && line.Length < 150);
        lines.ShouldAllBe(line => line.IndexOf("-->", StringComparison.Ordinal) == line.Length - 3);
        lines[0].ShouldBe("<!-- perfgate:v1:bench/linux -->");
    }

    [Theory]
    [InlineData("42", "42")]
    [InlineData("42--><script>", "42--__script_")]
    [InlineData("", "")]
    public void The_run_that_wrote_it_is_read_back(string run, string expected) =>
        CommentMarker.RunOf(CommentReport.Write(Sample.Small, Options with { RunId = run })).ShouldBe(expected);

    [Fact]
    public void A_comment_of_somebody_else_names_no_run() => CommentMarker.RunOf("<!-- perfgate:run:42").ShouldBeNull();

    [Theory]
    [InlineData(5_000, 65_000)]
    [InlineData(5_000, 20_000)]
    [InlineData(5_000, 5_000)]
    [InlineData(300, 3_000)]
    [InlineData(300, 400)]
    [InlineData(300, 30)]
    [InlineData(300, 0)]
    public void It_stays_within_its_bytes_and_what_was_left_out_is_said(int findings, int bytes)
    {
        var text = CommentReport.Write(Sample.Large(findings), Options with { MaxBytes = bytes });

        Encoding.UTF8.GetByteCount(text).ShouldBeLessThanOrEqualTo(bytes);
        if (bytes is 5_000 or 3_000) text.ShouldContain("<sub>Left out to keep this short: how to accept, improvements, inconclusive");
        if (bytes >= 400) text.ShouldContain("**FAIL**");
        if (bytes >= 5_000) text.ShouldContain("| <code>");
    }

    [Fact]
    public void Names_that_are_all_entities_stay_within_its_bytes_too()
    {
        var findings = Enumerable.Range(0, 500).Select(i =>
            Sample.Finding(Outcome.Major, Sample.Id("", new string('|', 300), new string('@', 300), $"{i}"), Metric.Time, 100, 200, 0.1,
                new string('[', 500)));

        var text = CommentReport.Write(Sample.Of(Verdict.Fail, ExitCode.GateFailed, [.. findings]), Options);

        Encoding.UTF8.GetByteCount(text).ShouldBeLessThanOrEqualTo(65_000);
        text.ShouldContain("more.");
    }

    [Fact]
    public async Task A_thousand_failed_suites_are_cut_in_linear_time()
    {
        var failure = new SuiteFailure("Suite", [.. Enumerable.Repeat(new string('<', 200), 20)]);
        var report = Sample.Of(Verdict.Fail, ExitCode.NotMeasured, []) with { SuiteFailures = [.. Enumerable.Repeat(failure, 1_000)] };

        var text = await Task.Run(() => CommentReport.Write(report, Options)).WaitAsync(TimeSpan.FromSeconds(30));

        Encoding.UTF8.GetByteCount(text).ShouldBeLessThanOrEqualTo(65_000);
        text.ShouldContain("logs of failed suites");
    }

    [Fact]
    public void At_most_twenty_rows_stand_open_worst_first_and_the_rest_is_counted()
    {
        var page = Page.Of(CommentReport.Write(Sample.Large(5_000), Options));

        var table = page.QuerySelectorAll("table")[0];
        table.QuerySelectorAll("tbody tr").Length.ShouldBe(20);
        table.TextContent.ShouldContain("critical");
        page.Body!.TextContent.ShouldContain("… and 1,449 more.");
        page.QuerySelectorAll("details:not([open]) > summary").Select(summary => summary.TextContent.Split(' ')[0])
            .ShouldBe(["Accept", "Improvements", "Inconclusive", "Failed", "Ambiguous", "Removed", "Added", "Allocations", "Environment,",
                "How"]);
    }

    [Fact]
    public void A_regression_that_is_gone_is_said_to_be_gone_only_by_a_pass()
    {
        var pass = Sample.Of(
            Verdict.Pass, ExitCode.Pass, [Sample.Finding(Outcome.Unchanged, Sample.Id("", "T", "M"), Metric.Time, 1, 1, 0.01)]);

        CommentReport.Write(pass, Options with { Resolved = true })
            .ShouldContain("✅ **RESOLVED** what regressed here before does so no more; no regression in 1 comparison\n");
        CommentReport.Write(Sample.Small, Options with { Resolved = true }).ShouldNotContain("RESOLVED");
    }

    [Fact]
    public void What_fails_can_be_accepted_with_a_line_that_is_there_to_copy()
    {
        var page = Page.Of(CommentReport.Write(Sample.Small, Options));

        page.QuerySelector("pre")!.TextContent
            .ShouldBe(
                "dotnet perfgate accept 'Json.Utf8Parser.ParseDocument(Size=4096)' --metric 'time' --up-to 35% "
                + "--reason \"…\" --until YYYY-MM-DD");
    }

    [Fact]
    public void The_name_of_a_metric_is_one_word_of_that_line()
    {
        var metric = new Metric("p99 > x (1)", "ms", Better.Lower, MetricKind.Sampled);
        var finding = Sample.Finding(Outcome.Major, Sample.Id("", "T", "M"), metric, 100, 200, 0.1);

        Page.Of(CommentReport.Write(Sample.Of(Verdict.Fail, ExitCode.GateFailed, [finding]), Options)).QuerySelector("pre")!.TextContent
            .ShouldStartWith("dotnet perfgate accept 'T.M' --metric 'p99 > x (1)' --up-to ");
    }

    [Theory]
    [InlineData("x'; rm -rf /; '")]
    [InlineData("$(reboot)")]
    [InlineData("`reboot`")]
    [InlineData("--help\n")]
    [InlineData("a\"b")]
    public void No_line_to_copy_is_made_of_a_name_that_a_shell_could_take_for_more(string name)
    {
        var finding = Sample.Finding(Outcome.Major, Sample.Id("", name, "M"), Metric.Time, 100, 200, 0.1);

        CommentReport.Write(Sample.Of(Verdict.Fail, ExitCode.GateFailed, [finding]), Options).ShouldNotContain("--up-to");
    }

    [Fact]
    public void Environments_that_differ_are_named_at_the_top_and_in_their_fold()
    {
        var environment = new EnvironmentComparison(
            Sample.Host, Sample.Host with { Cpu = "Other" }, Comparable: false, ["CPU: AMD EPYC 7763 → Other"]);
        var report = Sample.Small with { Result = Sample.Small.Result with { Environment = environment } };

        var text = CommentReport.Write(report, Options);

        text.Split('\n')[5].ShouldStartWith("⚠️ environments differ, times are not comparable");
        text.ShouldContain("<summary>Environment, with 1 difference</summary>\n\n- CPU: AMD EPYC 7763 → Other\n");
    }

    [Theory]
    [InlineData(65_000)]
    [InlineData(3_000)]
    public void What_a_reader_must_know_before_the_numbers_is_never_cut(int bytes)
    {
        var differences = Enumerable.Range(0, 10_000).Select(i => $"CPU {i}");
        var large = Sample.Large(5_000) with { Caveat = "nobody vouches for this" };
        var environment = new EnvironmentComparison(Sample.Host, Sample.Host, Comparable: false, [.. differences]);
        var report = large with { Result = large.Result with { Environment = environment } };

        var text = CommentReport.Write(report, Options with { MaxBytes = bytes });

        text.Split('\n')[5].ShouldBe("⚠️ nobody vouches for this");
        SummaryReport.Write(report, bytes).Split('\n')[2].ShouldBe("⚠️ nobody vouches for this");
        text.ShouldContain("⚠️ environments differ");
        Encoding.UTF8.GetByteCount(text).ShouldBeLessThanOrEqualTo(bytes);
    }

    [Fact]
    public void A_link_stands_at_the_foot_and_only_to_the_web()
    {
        var run = new Uri("https://github.example/o/r/actions/runs/1?a=\"b\"&c='d'");

        var link = Page.Of(CommentReport.Write(Sample.Small, Options with { RunLink = run }))
            .QuerySelectorAll("a").ShouldHaveSingleItem();

        link.TextContent.ShouldBe("run");
        link.GetAttribute("href").ShouldBe(run.AbsoluteUri);
        CommentReport.Write(Sample.Small, Options with { RunLink = new Uri("javascript:alert(1)") }).ShouldNotContain("<a ");
    }

    [Fact]
    public void The_job_summary_has_more_rows_within_its_own_limit()
    {
        var text = SummaryReport.Write(Sample.Large(5_000));

        Encoding.UTF8.GetByteCount(text).ShouldBeLessThanOrEqualTo(SummaryReport.GitHubLimit);
        Page.Of(text).QuerySelectorAll("table")[0].QuerySelectorAll("tbody tr").Length.ShouldBe(100);
        Encoding.UTF8.GetByteCount(SummaryReport.Write(Sample.Large(5_000), 10_000)).ShouldBeLessThanOrEqualTo(10_000);
    }
}
