using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Reporting;
using PerfGate.Tool.Suites;
using PerfGate.Tool.Suites.Sources;
using PerfGate.Tool.Tests.Commands;

namespace PerfGate.Tool.Tests.Reporting.ContinuousIntegration;

public sealed class AnnotationsTests
{
    [Fact]
    public void What_fails_is_an_error_and_what_is_tolerated_a_warning_one_a_benchmark()
    {
        var annotations = Annotations.For(Sample.Small, BenchmarkSources.None);

        annotations.Select(annotation => (annotation.Level, annotation.Title)).ShouldBe(
        [
            (AnnotationLevel.Error, "Critical regression: Utf8Parser.ParseDocument(Size=4096)"),
            (AnnotationLevel.Error, "Not measured: Utf8Parser.ParseInvalid"),
            (AnnotationLevel.Warning, "Minor regression, accepted: LruCache<String, Object>.GetOrAdd(Capacity=1000, Mode=Concurrent)"),
        ]);
        annotations[0].Message.ShouldBe(
            "allocated 0 → 24 B, new; allocations are exact\n"
            + "time 1.18 → 1.52 µs, +28.5 % [+25 %, +32 %]; Confirmed by 8 fresh launch pairs");
    }

    [Fact]
    public void It_stands_at_the_method_and_a_suite_that_failed_at_its_project()
    {
        using var folder = new TemporaryFolder();
        var project = new SuiteProject(folder.Write("bench/Benchmarks.csproj", "<Project />"));
        folder.Write("bench/Utf8Parser.cs", "namespace Json;\n\nclass Utf8Parser\n{\n    public void ParseDocument() { }\n}\n");
        var report = Sample.Small with { SuiteFailures = [new SuiteFailure("Benchmarks", ["error CS1002"])] };

        var annotations = Annotations.For(report, BenchmarkSources.Read(folder.Path, [project]));

        annotations.Select(annotation => (annotation.Title.Split(' ')[0], annotation.File, annotation.Line)).ShouldBe(
        [
            ("Benchmarks", "bench/Benchmarks.csproj", 1),
            ("Critical", "bench/Utf8Parser.cs", 5),
            ("Not", "bench/Utf8Parser.cs", 3),
            ("Minor", "bench/Benchmarks.csproj", 1),
        ]);
    }

    [Fact]
    public void There_are_ten_of_a_level_at_most_and_the_last_counts_the_rest()
    {
        var annotations = Annotations.For(Sample.Large(5_000), BenchmarkSources.None);

        annotations.Count(annotation => annotation.Level == AnnotationLevel.Error).ShouldBe(10);
        annotations.Count(annotation => annotation.Level == AnnotationLevel.Warning).ShouldBe(10);
        annotations[9].Title.ShouldBe("982 more failing benchmarks");
    }

    [Fact]
    public void A_message_has_4096_characters_at_most()
    {
        var finding = Sample.Finding(Outcome.Major, Sample.Id("", "T", "M"), Metric.Time, 1, 2, 0.1, new string('x', 10_000));
        Finding[] many = [.. Enumerable.Range(0, 20)
            .Select(i => finding with { Comparison = finding.Comparison with { Metric = Metric.Time with { Name = $"m{i}" } } })];

        var annotation = Annotations.For(Sample.Of(Verdict.Fail, ExitCode.GateFailed, [.. many]), BenchmarkSources.None)
            .ShouldHaveSingleItem();

        annotation.Message.Length.ShouldBe(4_096);
        annotation.Message.ShouldEndWith("…");
    }

    [Fact]
    public void A_gate_that_fails_as_a_whole_is_one_error_without_a_place()
    {
        var annotation = Annotations.For(Sample.NothingCompared, BenchmarkSources.None).ShouldHaveSingleItem();

        annotation.ShouldBe(new Annotation(AnnotationLevel.Error, null, null, "The gate fails", "nothing was compared"));
    }

    [Fact]
    public void Nothing_is_said_of_a_report_without_regressions() =>
        Annotations.For(Sample.Of(Verdict.Pass, ExitCode.Pass,
            [Sample.Finding(Outcome.Improved, Sample.Id("", "T", "M"), Metric.Time, 2, 1, 0.1)]), BenchmarkSources.None).ShouldBeEmpty();
}
