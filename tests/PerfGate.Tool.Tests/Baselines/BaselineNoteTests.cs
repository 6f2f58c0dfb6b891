using System.Text;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Git;

namespace PerfGate.Tool.Tests.Baselines;

public sealed class BaselineNoteTests
{
    private static readonly GitCommit Commit = new(new string('a', 40), new string('b', 40));

    [Fact]
    public void Lines_are_sorted_and_unique_whoever_wrote_them()
    {
        var note = BaselineNote.Parse("zeta\r\n\nalpha\nzeta\nBeta\n\u00e4"u8.ToArray());

        Encoding.UTF8.GetString(note.ToBytes()).ShouldBe("Beta\nalpha\nzeta\nä\n");
    }

    [Fact]
    public void Bytes_that_are_no_text_survive()
    {
        byte[] blob = [0, 255, 254, (byte)'\n', 195, 40, (byte)'\n'];

        BaselineNote.Parse(blob).ToBytes().ShouldBe(blob);
    }

    [Fact]
    public void A_run_that_measures_again_replaces_its_record()
    {
        var first = Note(SampleResults.Create(run: "7", time: 100));
        var again = Note(SampleResults.Create(run: "7", time: 200, at: SampleResults.Noon.AddMinutes(5)));

        Times(first.Union(again)).ShouldBe([200]);
        Times(again.Union(first)).ShouldBe([200]);
    }

    [Fact]
    public void Another_commit_run_suite_or_environment_replaces_nothing()
    {
        var note = Note(SampleResults.Create(run: "7"))
            .Union(Note(SampleResults.Create(run: "8")))
            .Union(Note(SampleResults.Create(run: "7", suite: "Other")))
            .Union(Note(SampleResults.Create(run: "7", environment: SampleResults.OtherCpu)))
            .Union(BaselineNote.Parse(BaselineRecords.Encode(
                new GitCommit(new string('c', 40), Commit.Tree), SampleResults.Create(run: "7", time: 3), SampleResults.Noon)))
            .Union(Note(SampleResults.Create()))
            .Union(Note(SampleResults.Create(time: 5)));

        note.Lines.Length.ShouldBe(7);
    }

    [Fact]
    public void Parts_of_a_suite_that_jobs_of_one_run_measured_are_all_kept()
    {
        var one = Note(SampleResults.Create(run: "7", method: "A"));
        var two = Note(SampleResults.Create(run: "7", method: "B", at: SampleResults.Noon.AddMinutes(1)));

        one.Union(two).Lines.Length.ShouldBe(2);
    }

    [Fact]
    public void A_record_that_later_parts_cover_together_goes()
    {
        var whole = SampleResults.Create(run: "7", method: "A") with
        {
            Benchmarks = [SampleResults.Benchmark("Suite", "A"), SampleResults.Benchmark("Suite", "B")],
        };
        var one = Note(SampleResults.Create(run: "7", method: "A", time: 1, at: SampleResults.Noon.AddMinutes(1)));
        var two = Note(SampleResults.Create(run: "7", method: "B", time: 2, at: SampleResults.Noon.AddMinutes(1)));

        Note(whole).Union(one).Lines.Length.ShouldBe(2);
        Times(Note(whole).Union(one).Union(two)).ShouldBe([1, 2], ignoreOrder: true);
    }

    [Fact]
    public void The_order_of_merging_does_not_matter()
    {
        var random = new Random(5);
        var notes = Enumerable.Range(0, 12)
            .Select(index => Note(SampleResults.Create(
                run: "01"[index % 2].ToString(),
                method: "ABC"[index % 3].ToString(),
                at: SampleResults.Noon.AddMinutes(index / 6))))
            .Append(BaselineNote.Parse("by hand"u8.ToArray()))
            .ToArray();
        var expected = notes.Aggregate((left, right) => left.Union(right)).ToBytes();
        for (var round = 0; round < 20; round++)
        {
            random.Shuffle(notes);
            notes.Aggregate((left, right) => right.Union(left)).ToBytes().ShouldBe(expected);
        }
    }

    [Fact]
    public void Joining_takes_each_suites_newest_run_and_each_benchmarks_last_result()
    {
        var records = new[]
        {
            SampleResults.Create("One", "A", 1, run: "old", at: SampleResults.Noon),
            SampleResults.Create("One", "A", 2, run: "new", at: SampleResults.Noon.AddHours(1)),
            SampleResults.Create("One", "B", 3, run: "new", at: SampleResults.Noon.AddHours(2)),
            SampleResults.Create("One", "B", 4, run: "new", at: SampleResults.Noon.AddHours(3)),
            SampleResults.Create("Two", "A", 5, run: "old", at: SampleResults.Noon, dirty: true),
        }.SelectMany(results => BaselineReader.Decode(Note(results)));

        var joined = BaselineRecords.Join(records);

        joined.Benchmarks.Select(benchmark => (benchmark.Suite, benchmark.Id.Method, benchmark.Metrics[0].Launches[0][0]))
            .ShouldBe([("One", "A", 2), ("One", "B", 4), ("Two", "A", 5)], ignoreOrder: true);
        joined.Provenance.ShouldBe(
            new Provenance(Commit.Id, Commit.Tree, "refs/heads/main", Dirty: true, SampleResults.Noon.AddHours(3), "new"));
        joined.Environment.ShouldBe(SampleResults.Linux);
    }

    [Fact]
    public void What_the_newest_run_left_out_comes_from_an_older_one_of_the_same_commit()
    {
        var whole = SampleResults.Create(run: "whole") with
        {
            Benchmarks = [SampleResults.Benchmark("Suite", "A", 1), SampleResults.Benchmark("Suite", "B", 2)],
            Warnings = ["of the whole"],
        };
        var middle = SampleResults.Create(method: "B", time: 3, at: SampleResults.Noon.AddHours(1));
        var part = SampleResults.Create(method: "C", time: 4, run: "part", at: SampleResults.Noon.AddHours(2));

        var joined = Join(whole, middle, part);

        joined.Benchmarks.Select(benchmark => (benchmark.Id.Method, benchmark.Metrics[0].Launches[0][0]))
            .ShouldBe([("C", 4), ("B", 3), ("A", 1)]);
        (joined.Provenance.RunId, joined.Provenance.Time).ShouldBe(("part", SampleResults.Noon.AddHours(2)));
        joined.Warnings.ShouldBe(["of the whole"]);
    }

    [Fact]
    public void What_a_newer_run_measured_in_another_job_is_not_measured_twice()
    {
        var was = SampleResults.Benchmark("Suite", "A", 1);
        var jobs = new[] { "IterationCount=5", "Server=True" }.Select(job => was with { Id = was.Id with { Job = job } });
        var old = SampleResults.Create() with { Benchmarks = [.. jobs, SampleResults.Benchmark("Suite", "B", 2)] };

        var joined = Join(old, SampleResults.Create(method: "A", time: 3, at: SampleResults.Noon.AddHours(1)));

        joined.Benchmarks.Select(benchmark => (benchmark.Id.Method, benchmark.Id.Job)).ShouldBe([("A", ""), ("B", "")]);
    }

    [Theory]
    [InlineData(false, true, new[] { "old" })]
    [InlineData(true, false, new[] { "new" })]
    [InlineData(true, true, new[] { "new" })]
    [InlineData(false, false, new[] { "new", "old" })]
    public void What_was_measured_with_uncommitted_changes_is_not_mixed_with_anything(bool oldIsDirty, bool newIsDirty, string[] methods)
    {
        var joined = Join(
            SampleResults.Create(method: "old", dirty: oldIsDirty),
            SampleResults.Create(method: "new", dirty: newIsDirty, at: SampleResults.Noon.AddHours(1)));

        joined.Benchmarks.Select(benchmark => benchmark.Id.Method).ShouldBe(methods);
        joined.Provenance.Dirty.ShouldBe(oldIsDirty && newIsDirty);
        joined.Provenance.Time.ShouldBe(SampleResults.Noon.AddHours(methods[0] == "new" ? 1 : 0));
    }

    [Fact]
    public void Benchmarks_that_cannot_be_told_apart_stay_so()
    {
        var twice = SampleResults.Create() with
        {
            Benchmarks = [SampleResults.Benchmark("Suite", "A"), SampleResults.Benchmark("Suite", "A")],
        };

        Join(twice).Benchmarks.Length.ShouldBe(2);
    }

    [Fact]
    public void A_failure_hides_no_result_of_another_run_and_stands_where_there_is_none()
    {
        var good = SampleResults.Create(method: "A", time: 1);
        var failed = Failed("A", "B") with { Benchmarks = [.. Failed("A", "B").Benchmarks, SampleResults.Benchmark("Suite", "C", 2)] };

        var joined = Join(good, At(failed, hours: 1), At(Failed("B"), hours: 2));

        joined.Benchmarks.Select(benchmark => (benchmark.Id.Method, benchmark.HasFailed))
            .ShouldBe([("C", false), ("A", false), ("B", true)]);
        Join(Failed("A")).Benchmarks.ShouldHaveSingleItem().HasFailed.ShouldBeTrue();
    }

    [Fact]
    public void A_failure_of_one_job_stays_beside_the_result_of_another_one()
    {
        var jobs = Failed("A") with { Benchmarks = [SampleResults.Benchmark("Suite", "A", 1), OfJob(Failed("A").Benchmarks[0])] };

        Join(jobs, SampleResults.Create(method: "B", at: SampleResults.Noon.AddHours(1))).Benchmarks
            .Select(benchmark => (benchmark.Id.Method, benchmark.HasFailed)).ShouldBe([("B", false), ("A", false), ("A", true)]);

        static BenchmarkResult OfJob(BenchmarkResult benchmark) => benchmark with { Id = benchmark.Id with { Job = "Server=True" } };
    }

    [Fact]
    public void A_run_that_fails_when_it_measures_again_keeps_what_it_had_measured()
    {
        var good = Note(SampleResults.Create(method: "A", run: "7"));
        var failed = Note(At(Failed("A"), hours: 1));
        var later = Note(At(Failed("A"), hours: 2));
        var again = Note(SampleResults.Create(method: "A", run: "7", time: 5, at: SampleResults.Noon.AddHours(3)));

        Join(good.Union(failed)).Benchmarks.ShouldHaveSingleItem().HasFailed.ShouldBeFalse();
        good.Union(failed).Union(later).ToBytes().ShouldBe(later.Union(good).ToBytes());
        good.Union(failed).Union(later).Lines.Length.ShouldBe(2);
        later.Union(again).Union(good).ToBytes().ShouldBe(again.ToBytes());
    }

    private static ResultSet Failed(params string[] methods) => SampleResults.Create(run: "7") with
    {
        Benchmarks =
        [
            .. methods.Select(method => SampleResults.Benchmark("Suite", method) with { Metrics = [], Failure = "it threw" }),
        ],
    };

    private static ResultSet At(ResultSet results, int hours) =>
        results with { Provenance = results.Provenance with { Time = SampleResults.Noon.AddHours(hours) } };

    private static ResultSet Join(BaselineNote note) => BaselineRecords.Join(BaselineReader.Decode(note));

    private static ResultSet Join(params ResultSet[] results) =>
        BaselineRecords.Join(results.SelectMany(one => BaselineReader.Decode(Note(one))));

    private static BaselineNote Note(ResultSet results) => BaselineNote.Parse(BaselineRecords.Encode(Commit, results, SampleResults.Noon));

    private static IEnumerable<double> Times(BaselineNote note) =>
        BaselineReader.Decode(note).Select(record => record.Benchmarks[0].Metrics[0].Launches[0][0]);
}
