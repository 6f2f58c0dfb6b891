using System.Net;
using System.Net.Sockets;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Errors;
using Xunit.Abstractions;

namespace PerfGate.Tool.Tests.Baselines;

/// <summary>Remotes that refuse, are gone, or do not answer.</summary>
public sealed class BaselineRefusalTests(ITestOutputHelper output)
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task A_hook_that_rejects_is_asked_once_and_told_with_what_to_grant()
    {
        using var shared = await SharedRepository.CreateAsync();
        var asked = Path.Combine(shared.Root, "asked");
        SharedRepository.Script(
            Path.Combine(shared.Remote, "hooks", "pre-receive"), $"echo x >> '{asked}'\necho 'refs/notes is protected here' >&2\nexit 1\n");

        await RefusesAsync(shared, "refs/notes is protected here");

        (await File.ReadAllLinesAsync(asked)).Length.ShouldBe(1, "a refusal is not argued with");
    }

    [Fact]
    public async Task A_remote_that_lets_only_read_is_told_once()
    {
        using var shared = await SharedRepository.CreateAsync();
        var asked = Path.Combine(shared.Root, "asked");
        var service = SharedRepository.Script(
            Path.Combine(shared.Root, "receive-pack"), $"echo x >> '{asked}'\necho 'ERROR: this key may only read' >&2\nexit 1\n");

        await RefusesAsync(shared, "this key may only read", ("remote.origin.receivepack", $"'{service}'"));

        (await File.ReadAllLinesAsync(asked)).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_remote_on_a_file_system_that_cannot_be_written_is_told_once()
    {
        using var shared = await SharedRepository.CreateAsync();
        using var readOnly = ReadOnlyFolder.TryMake(shared.Remote);
        if (readOnly is null)
        {
            output.WriteLine("Not tried: modes do not stop this user, and the system lets nobody mount.");
            return;
        }

        await RefusesAsync(shared, "");
    }

    [Fact]
    public async Task A_remote_that_denies_rewriting_refuses_pruning_and_keeps_all()
    {
        using var shared = await SharedRepository.CreateAsync();
        SharedRepository.Script(
            Path.Combine(
                shared.Remote,
                "hooks",
                "update"), "case $2 in *[!0]*) git merge-base --is-ancestor $2 $3 || { echo 'no rewriting' >&2; exit 1; };; esac\n");
        var clone = await shared.CloneAsync();
        await clone.AddAsync("old", "HEAD~1", SampleResults.Noon.AddDays(-400));
        await clone.AddAsync("young");
        await clone.PushAsync();
        var store = await clone.StoreAsync();

        var error = await Should.ThrowAsync<PerfGateException>((await clone.SyncAsync()).PushAsync(
            None, async (objects, snapshot) =>
                (await BaselinePrune.CommitAsync(store, objects, snapshot, new PruneLimits(1, null), None)).Tip));

        error.Code.ShouldBe(ErrorCode.PushRefused);
        error.Message.ShouldContain("no rewriting");
        (await shared.At(shared.Remote).RunsAsync()).ShouldBe(["old", "young"]);
        (await clone.RunsAsync()).ShouldBe(["old", "young"]);
    }

    [Fact]
    public async Task A_remote_that_is_gone_is_PG3008_with_gits_reason()
    {
        using var shared = await SharedRepository.CreateAsync();
        var clone = await shared.CloneAsync();
        await clone.GitAsync("config", "remote.origin.url", Path.Combine(shared.Root, "no such place"));
        await clone.AddAsync("1");

        foreach (var act in new Func<Task>[] { () => clone.FetchAsync(), () => clone.PushAsync() })
        {
            var error = await Should.ThrowAsync<PerfGateException>(act);
            error.Code.ShouldBe(ErrorCode.RemoteNotReached);
            error.Message.ShouldContain("no such place");
        }

        (await clone.RunsAsync()).ShouldBe(["1"]);
    }

    [Theory]
    [InlineData("uploadpack")]
    [InlineData("receivepack")]
    public async Task A_service_that_hangs_is_given_up_with_all_its_processes(string service)
    {
        using var shared = await SharedRepository.CreateAsync();
        var pid = Path.Combine(shared.Root, "pid");
        var script = SharedRepository.Script(
            Path.Combine(shared.Root, "hangs"), $"echo $$ > '{pid}.new'\nmv '{pid}.new' '{pid}'\nexec sleep 100000\n");
        var clone = await shared.CloneAsync();
        await clone.AddAsync("1");
        await clone.GitAsync("config", $"remote.origin.{service}", $"'{script}'");

        var error = await Should.ThrowAsync<PerfGateException>((await clone.SyncAsync(TimeSpan.FromSeconds(1))).PushAsync(None));

        error.Code.ShouldBe(ErrorCode.RemoteSilent);
        error.Next!.ShouldContain("--remote-timeout");
        (await clone.RunsAsync()).ShouldBe(["1"]);
        await EndedAsync(int.Parse(await File.ReadAllTextAsync(pid), System.Globalization.CultureInfo.InvariantCulture));
        await clone.GitAsync("config", "--unset", $"remote.origin.{service}");
        (await clone.PushAsync()).Pushed.ShouldBeTrue("the next try works");
    }

    [Fact]
    public async Task A_server_that_accepts_and_never_speaks_is_given_up()
    {
        using var shared = await SharedRepository.CreateAsync();
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var clone = await shared.CloneAsync();
        foreach (var scheme in new[] { "git", "http" })
        {
            await clone.GitAsync("config", "remote.origin.url", $"{scheme}://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}/x.git");
            var sync = await clone.SyncAsync(TimeSpan.FromSeconds(1));
            (await Should.ThrowAsync<PerfGateException>(sync.FetchAsync(None))).Code.ShouldBe(ErrorCode.RemoteSilent);
        }
    }

    private static async Task RefusesAsync(SharedRepository shared, string reason, params (string Name, string Value)[] configuration)
    {
        var clone = await shared.CloneAsync();
        foreach (var (name, value) in configuration) await clone.GitAsync("config", name, value);
        await clone.AddAsync("1");

        var error = await Should.ThrowAsync<PerfGateException>(clone.PushAsync());

        error.Code.ShouldBe(ErrorCode.PushRefused);
        error.Message.ShouldContain(reason);
        error.Next!.ShouldContain("contents: write");
        (await clone.RunsAsync()).ShouldBe(["1"], "what was recorded is kept");
        (await clone.FetchAsync()).Tip.ShouldBeNull("and reading works");
    }

    /// <summary>The system reaps a killed process soon; until then it has no files open any more.</summary>
    private static async Task EndedAsync(int pid)
    {
        while (File.Exists($"/proc/{pid}/stat")
            && !(await File.ReadAllTextAsync($"/proc/{pid}/stat")).Contains(") Z", StringComparison.Ordinal)) await Task.Delay(10);
    }
}
