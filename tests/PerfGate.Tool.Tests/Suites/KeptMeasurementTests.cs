using System.Text.Json.Nodes;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Checking;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Suites;
using PerfGate.Tool.Suites.Kept;
using PerfGate.Tool.Tests.Results;

namespace PerfGate.Tool.Tests.Suites;

/// <summary>What a shard left is read in another job: nothing in it may stop that job but an error that names it.</summary>
public sealed class KeptMeasurementTests : IDisposable
{
    private const string Commit = "462ab3cb0123456789abcdef0123456789abcdef";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_kept_is_read_again()
    {
        Write();

        var kept = KeptMeasurement.Read(_folder.Path);

        (kept.Facts.Base, kept.Facts.Shard, kept.Current.Benchmarks.Length).ShouldBe((Commit, new ShardFacts(2, 4, "plan", 1, 4), 1));
    }

    [Theory]
    [InlineData("base", "\"462ab3\"", "no full id")]
    [InlineData("current", "\"HEAD\"", "no full id")]
    [InlineData("screening", "-1", "out of range")]
    [InlineData("wholeScreening", "101", "out of range")]
    [InlineData("maxPairs", "0", "out of range")]
    [InlineData("shard", """{ "index": 0, "count": 4, "plan": "p", "parts": 1, "total": 4 }""", "no shard of its count")]
    [InlineData("shard", """{ "index": 5, "count": 4, "plan": "p", "parts": 1, "total": 4 }""", "no shard of its count")]
    [InlineData("shard", """{ "index": 1, "count": 2147483647, "plan": "p", "parts": 1, "total": 4 }""", "no shard of its count")]
    [InlineData("filter", "[null]", "an entry is null")]
    [InlineData("sentences", "[null]", "an entry is null")]
    [InlineData("whole", "[null]", "an entry is null")]
    [InlineData("skipped", "[null]", "an entry is null")]
    [InlineData("failures", "[null]", "an entry is null")]
    [InlineData("failures", """[{ "suite": "S", "code": "PG2002", "text": "t", "log": [null] }]""", "an entry is null")]
    [InlineData("suites", """{ "S": null }""", "an entry is null")]
    [InlineData("benchmarksFrom", "\"elsewhere\"", "no measurement that can be read")]
    [InlineData("baseReason", "\"\\ud800\"", "no measurement that can be read")]
    public void What_contradicts_itself_is_refused(string property, string value, string text)
    {
        Write();
        var path = Path.Combine(_folder.Path, KeptMeasurement.FileName);
        var facts = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        facts[property] = JsonNode.Parse("0");
        File.WriteAllText(path, facts.ToJsonString().Replace($"\"{property}\":0", $"\"{property}\":{value}", StringComparison.Ordinal));

        var refusal = Should.Throw<PerfGateException>(() => KeptMeasurement.Read(_folder.Path));

        (refusal.Code, refusal.Origin).ShouldBe((ErrorCode.ResultsNotReadable, path));
        refusal.Message.ShouldContain(text);
    }

    [Theory]
    [InlineData("suites")]
    [InlineData("whole")]
    [InlineData("sentences")]
    [InlineData("skipped")]
    [InlineData("failures")]
    public void A_list_that_is_missing_is_refused(string property)
    {
        Write();
        var path = Path.Combine(_folder.Path, KeptMeasurement.FileName);
        var facts = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        facts.Remove(property);
        File.WriteAllText(path, facts.ToJsonString());

        Should.Throw<PerfGateException>(() => KeptMeasurement.Read(_folder.Path)).Message.ShouldContain("a list is missing");
    }

    [Fact]
    public void A_measurement_is_gone_on_with_only_as_it_was_begun()
    {
        using var sample = new SamplePair();
        var benchmark = SamplePair.Case("A");
        var facts = new MeasurementFacts { Base = Commit, Filter = ["*"], Screening = 1, BenchmarksFrom = BenchmarkSource.Base };
        var measured = sample.InLockstep([benchmark], [benchmark]);
        measured.Add(SamplePair.Launch(benchmark), SamplePair.Launch(benchmark));
        Keeper(facts, measured).Write().ShouldBeTrue();

        var pair = sample.InLockstep([benchmark], [benchmark]);
        var refusal = Should.Throw<PerfGateException>(() => Keeper(facts with { BenchmarksFrom = BenchmarkSource.Own }, pair).Restore());
        refusal.Message.ShouldContain("--benchmarks-from");
        pair.Yielded().Values.Sum().ShouldBe(0);

        Keeper(facts, pair).Restore();
        pair.Yielded().Values.Sum().ShouldBe(1);
    }

    [Theory]
    [InlineData("--max-pairs")]
    [InlineData("limits")]
    public void What_says_how_often_is_measured_does_not_change_on_the_way(string what)
    {
        using var sample = new SamplePair();
        var facts = new MeasurementFacts { Base = Commit, Filter = ["*"], MaxPairs = 16, Limits = "digest" };
        Keeper(facts, Measured(sample)).Write().ShouldBeTrue();

        var other = what == "limits" ? facts with { Limits = "another" } : facts with { MaxPairs = 24 };

        Should.Throw<PerfGateException>(() => Keeper(other, Measured(sample)).Restore()).Message.ShouldContain(what);
    }

    [Fact]
    public void Of_a_policy_only_what_steers_measuring_counts()
    {
        var policy = new GatePolicy();
        var digest = MeasuringLimits.Digest(policy);

        MeasuringLimits.Digest(policy with { FailOn = FailOn.Critical, Missing = Reaction.Warn }).ShouldBe(digest);
        MeasuringLimits.Digest(policy with { Limits = new SeverityLimits(0.05, 0.25, 0.5) }).ShouldNotBe(digest);
        MeasuringLimits.Digest(policy with { Metrics = ["time"] }).ShouldNotBe(digest);
        MeasuringLimits.Digest(policy with { Rules = [new PolicyRule("*", Minor: 0.2)] })
            .ShouldNotBe(MeasuringLimits.Digest(policy with { Rules = [new PolicyRule("*", Major: 0.2)] }));
    }

    [Fact]
    public void What_cannot_be_kept_is_told_once_and_stops_nothing()
    {
        // A file stands where the folder belongs: that refuses everybody, also root.
        using var sample = new SamplePair();
        File.WriteAllText(_folder.Path + "/file", "");
        var told = new List<PerfGateException>();
        var facts = new MeasurementFacts { Base = Commit, Filter = ["*"] };
        var keeper = new MeasurementKeeper(
            Path.Combine(_folder.Path, "file", "measurement"), facts, [Measured(sample)], TimeProvider.System, told.Add);

        keeper.Write().ShouldBeFalse();
        keeper.Write().ShouldBeFalse();
        keeper.Forget();

        told.ShouldHaveSingleItem().Code.ShouldBe(ErrorCode.ResultsNotWritten);
    }

    [Fact]
    public void Whoever_is_killed_while_it_is_replaced_finds_the_new_one_beside_its_place()
    {
        var folder = Path.Combine(_folder.Path, "measurement");
        Write(folder);
        Directory.Move(folder, folder + ".new");

        KeptMeasurement.Exists(folder).ShouldBeTrue();
        KeptMeasurement.Read(folder).Facts.Base.ShouldBe(Commit);

        Write(folder);
        Directory.GetDirectories(_folder.Path).ShouldBe([folder]);
        KeptMeasurement.Delete(folder);
        Directory.GetDirectories(_folder.Path).ShouldBeEmpty();
    }

    private MeasurementKeeper Keeper(MeasurementFacts facts, SuitePair pair) =>
        new(_folder.Path, facts, [pair], TimeProvider.System, problem => throw problem);

    private static SuitePair Measured(SamplePair sample)
    {
        var benchmark = SamplePair.Case("A");
        var pair = sample.InLockstep([benchmark], [benchmark]);
        pair.Add(SamplePair.Launch(benchmark), SamplePair.Launch(benchmark));
        return pair;
    }

    private void Write() => Write(_folder.Path);

    private static void Write(string folder)
    {
        var results = TestResults.Of(TestResults.Benchmark("M", [1, 2, 3]));
        var facts = new MeasurementFacts
        {
            Base = Commit,
            Current = Commit,
            Filter = ["*"],
            Screening = 1,
            Shard = new ShardFacts(2, 4, "plan", 1, 4),
        };
        new KeptMeasurement(facts, results, results).Write(folder);
    }
}
