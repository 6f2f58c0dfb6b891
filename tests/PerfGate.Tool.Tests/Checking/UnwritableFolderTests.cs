using PerfGate.Tool.Checking;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Files;
using PerfGate.Tool.Suites;
using PerfGate.Tool.Suites.Building;
using PerfGate.Tool.Suites.Progress;
using PerfGate.Tool.Suites.Revisions;
using PerfGate.Tool.Tests.Baselines;
using PerfGate.Tool.Tests.Commands;

namespace PerfGate.Tool.Tests.Checking;

/// <summary>
/// Places that a check writes to and may not. A folder stands where a file belongs: that refuses everybody, while a file of another user
/// does not refuse root.
/// </summary>
public sealed class UnwritableFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_build_lock_that_cannot_be_taken_is_PG2022()
    {
        var path = Directory.CreateDirectory(_folder[".perfgate/cache/build.lock"]).FullName;
        using var session = new SuiteSession(
            new WorkFolder(_folder.Path), null, ["*"], new LaunchArguments(null), new Progress<MeasureEvent>(), TimeProvider.System);

        await using var compiler = new CompilerServer();

        var error = await Should.ThrowAsync<PerfGateException>(session.PrepareAsync(
            new SuiteProject(_folder["a.csproj"]), "current", forLockstep: true, isCheckout: false, compiler, CancellationToken.None));

        (error.Code, error.Origin).ShouldBe((ErrorCode.NoRoomToMeasure, path));
    }

    [Fact]
    public void A_log_that_cannot_be_written_is_PG2022()
    {
        var path = Directory.CreateDirectory(_folder["logs/Bench-current.log"]).FullName;

        var error = Should.Throw<PerfGateException>(() => new SuiteLog(path));

        (error.Code, error.Origin).ShouldBe((ErrorCode.NoRoomToMeasure, path));
    }

    [Fact]
    public void A_kept_host_that_cannot_be_read_is_none()
    {
        Directory.CreateDirectory(_folder["cache/key/host.txt"]);

        new HostCache(_folder["cache"], TimeProvider.System).TryTake("key", _folder["target"]).ShouldBeNull();
    }

    [Fact]
    public void Results_that_cannot_be_kept_are_told_and_cost_no_verdict()
    {
        Directory.CreateDirectory(_folder[".perfgate/results/base.json"]);
        using var errors = new StringWriter();
        var host = new Host(
            TextWriter.Null, errors, new Dictionary<string, string>(StringComparer.Ordinal), _folder.Path, TimeProvider.System);
        var context = CommandContext.Create(host, new CommandLineValues());

        MeasuringSteps.KeepResults(context, "base", SampleResults.Create());

        errors.ToString().ShouldContain("warning PG2009");
    }

    [Fact]
    public void A_temporary_folder_that_is_not_there_is_PG2022()
    {
        var error = Should.Throw<PerfGateException>(() => TemporarySpace.Free(_folder["nowhere"]));

        (error.Code, error.Origin).ShouldBe((ErrorCode.NoRoomToMeasure, _folder["nowhere"]));
        TemporarySpace.Free(_folder.Path).ShouldBeGreaterThan(0);
    }
}
