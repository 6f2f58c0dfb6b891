using PerfGate.Analysis.Model;
using PerfGate.Tool.Suites;
using PerfGate.Tool.Suites.Lockstep;
using static PerfGate.Tool.Tests.Suites.SamplePair;

namespace PerfGate.Tool.Tests.Suites;

/// <summary>Whole launches of programs of which one side fails. The programs are shell scripts.</summary>
public sealed class PairLauncherTests : IDisposable
{
    private static readonly LockstepCase[] Both = [Case("A", takesTurns: false), Case("B", takesTurns: false)];

    private readonly SamplePair _sample = new();

    public void Dispose() => _sample.Dispose();

    [Fact]
    public async Task What_ends_the_base_does_not_fail_the_current_side()
    {
        if (OperatingSystem.IsWindows()) return; // There are no shell scripts.
        _sample.Script("base", "exit 7", "A");
        _sample.Script("current", "", "A");

        var (was, now) = await LaunchAsync(_sample.InLockstep([Both[0]], [Both[0]]));

        was!.Benchmarks.ShouldHaveSingleItem().Failure!.ShouldContain("exit code 7");
        now.Benchmarks.ShouldHaveSingleItem().HasFailed.ShouldBeFalse();
    }

    [Fact]
    public async Task What_hangs_in_the_base_is_ended_there_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        _sample.Script("base", "echo '// Benchmark: Work.A: DefaultJob'; sleep 60", "A");
        _sample.Script("current", "", "A");

        var (was, now) = await LaunchAsync(_sample.InLockstep([Both[0]], [Both[0]]), TimeSpan.FromSeconds(1));

        was!.Benchmarks.ShouldHaveSingleItem().Failure!.ShouldContain("Work.A was not done within 1 s");
        now.Benchmarks.ShouldHaveSingleItem().HasFailed.ShouldBeFalse();
    }

    [Fact]
    public async Task The_side_that_failed_is_launched_one_by_one_and_the_other_not_again()
    {
        if (OperatingSystem.IsWindows()) return;
        var ofBase = _sample.Script("base", "", "A", "B");
        _sample.Script("current", "case \"$*\" in *Work.A*) exit 7;; esac", "B");

        var (was, now) = await LaunchAsync(_sample.InLockstep(Both, Both));

        was!.Benchmarks.ShouldAllBe(benchmark => !benchmark.HasFailed);
        (await File.ReadAllTextAsync(ofBase)).ShouldBe("x");
        now.Benchmarks.Single(benchmark => benchmark.HasFailed).Id.Method.ShouldBe("A");
        now.Benchmarks.Single(benchmark => !benchmark.HasFailed).Id.Method.ShouldBe("B");
    }

    [Fact]
    public async Task What_fails_together_and_not_one_by_one_is_told()
    {
        if (OperatingSystem.IsWindows()) return;
        const string Together = "case \"$*\" in *Work.A*Work.B*) exit 7;; esac";
        _sample.Script("base", "", "A", "B");
        _sample.Script("current", Together, "A", "B");

        var (was, now) = await LaunchAsync(_sample.InLockstep(Both, Both));

        was!.Warnings.ShouldNotContain(warning => warning.Contains("exit code 7", StringComparison.Ordinal));
        now.Warnings.ShouldContain(warning => warning.Contains("exit code 7", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_launch_of_several_leaves_out_has_failed_in_it()
    {
        if (OperatingSystem.IsWindows()) return;
        _sample.Script("base", "", "A", "B");
        _sample.Script("current", "", "A");
        var pair = _sample.ByWholeLaunches(Both, Both);
        pair.Add(Launch("", Both), Launch("", Both));

        var (_, now) = await LaunchAsync(pair);

        now.Benchmarks.Single(benchmark => benchmark.HasFailed).Id.Method.ShouldBe("B");
    }

    [Fact]
    public async Task Where_a_suite_fails_as_a_whole_its_side_is_named()
    {
        if (OperatingSystem.IsWindows()) return;
        _sample.Script("base", "exit 7");
        _sample.Script("current", "", "A");

        var problem = await Should.ThrowAsync<SuiteFailedException>(LaunchAsync(_sample.ByWholeLaunches([Both[0]], [Both[0]])));

        problem.Failure.Text.ShouldStartWith("the base's launch of it failed: the suite left no results");
    }

    private static async Task<(ResultSet? Base, ResultSet Current)> LaunchAsync(SuitePair pair, TimeSpan? limit = null)
    {
        var launcher = new PairLauncher(new Random(1), TimeProvider.System, limit ?? TimeSpan.FromMinutes(1), isTimed: true);
        var unit = pair.Units(["*"], only: null).ShouldHaveSingleItem();
        await launcher.LaunchAsync(pair, unit, _ => { }, CancellationToken.None);
        return pair.Results();
    }
}
