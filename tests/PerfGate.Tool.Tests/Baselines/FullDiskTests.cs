using PerfGate.Tool.Errors;
using PerfGate.Tool.Results;
using PerfGate.Tool.Tests.Commands;
using Xunit.Abstractions;

namespace PerfGate.Tool.Tests.Baselines;

/// <summary>A disk that is full, here or at the remote: a small file system of its own, filled to the last byte.</summary>
public sealed class FullDiskTests(ITestOutputHelper output)
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task On_a_full_disk_nothing_is_lost_and_with_room_again_it_works()
    {
        using var shared = await SharedRepository.CreateAsync();
        using var disk = SmallDisk.TryMount(Path.Combine(shared.Root, "disk"));
        if (disk is null)
        {
            output.WriteLine("Not tried: the system lets nobody mount a file system.");
            return;
        }

        var path = Path.Combine(disk.Path, "clone");
        await shared.GitAsync(shared.Remote, "clone", "--quiet", shared.Remote, path);
        var clone = shared.At(path);
        await clone.AddAsync("before");
        var tip = (await (await clone.StoreAsync()).OpenAsync(None)).Tip;
        var results = Path.Combine(shared.Root, "results.json");
        ResultSetFile.Write(results, SampleResults.Large(100, 3, 10));

        disk.Fill();
        var failed = await Cli.RunAsync(path, "baseline", "update", "--results", results, "--push");
        disk.Empty();

        failed.Code.ShouldBe(ExitCode.BaselineOrPublishing);
        failed.Error.ShouldContain("No space left on device");
        (await (await clone.StoreAsync()).OpenAsync(None)).Tip.ShouldBe(tip);
        (await Cli.RunAsync(path, "baseline", "verify")).Code.ShouldBe(ExitCode.Pass);
        (await Cli.RunAsync(path, "baseline", "update", "--results", results, "--push"))
            .ShouldSatisfyAllConditions(again => again.Code.ShouldBe(ExitCode.Pass));
        (await (await shared.At(shared.Remote).StoreAsync()).ListAsync(None)).Records.Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_remote_whose_disk_is_full_refuses_and_what_was_recorded_is_kept()
    {
        using var shared = await SharedRepository.CreateAsync();
        using var disk = SmallDisk.TryMount(Path.Combine(shared.Root, "disk"));
        if (disk is null)
        {
            output.WriteLine("Not tried: the system lets nobody mount a file system.");
            return;
        }

        var remote = Path.Combine(disk.Path, "remote.git");
        await shared.GitAsync(shared.Remote, "clone", "--quiet", "--bare", shared.Remote, remote);
        var clone = await shared.CloneAsync();
        await clone.GitAsync("config", "remote.origin.url", remote);
        await clone.AddAsync("1");

        disk.Fill();
        var error = await Should.ThrowAsync<PerfGateException>(clone.PushAsync());
        disk.Empty();

        error.Code.ShouldBe(ErrorCode.PushRefused);
        (await clone.RunsAsync()).ShouldBe(["1"]);
        (await clone.PushAsync()).Pushed.ShouldBeTrue();
        (await shared.At(remote).RunsAsync()).ShouldBe(["1"]);
    }
}

/// <summary>A file system in memory with room for two megabytes.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    private string Filler => System.IO.Path.Combine(Path, "filler");

    /// <returns>Null where the system does not let anybody mount.</returns>
    public static SmallDisk? TryMount(string path)
    {
        Directory.CreateDirectory(path);
        return OperatingSystem.IsLinux() && Mounts.Run("mount", "-t", "tmpfs", "-o", "size=2m", "perfgate-test", path)
            ? new SmallDisk(path)
            : null;
    }

    public void Fill()
    {
        using var filler = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var size in new[] { 1 << 16, 1 << 12, 1 })
        {
            try
            {
                while (true) filler.Write(new byte[size]);
            }
            catch (IOException)
            {
                // Full, up to the next smaller size.
            }
        }
    }

    public void Empty() => File.Delete(Filler);

    public void Dispose() => Mounts.Run("umount", Path).ShouldBeTrue();
}
