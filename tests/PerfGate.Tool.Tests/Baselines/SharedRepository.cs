using PerfGate.Tool.Baselines;
using PerfGate.Tool.Git;
using PerfGate.Tool.Tests.Git;

namespace PerfGate.Tool.Tests.Baselines;

/// <summary>A bare remote with two commits on main, and clones of it.</summary>
internal sealed class SharedRepository : IDisposable
{
    private readonly GitSandbox _sandbox;
    private int _clones;

    private SharedRepository(GitSandbox sandbox, string remote) => (_sandbox, Remote) = (sandbox, remote);

    public string Remote { get; }

    public string Root => _sandbox.Root;

    public Dictionary<string, string?> Environment => _sandbox.Environment;

    public static async Task<SharedRepository> CreateAsync(params string[] options)
    {
        var sandbox = await GitSandbox.CreateAsync(options);
        await sandbox.CommitAsync();
        await sandbox.CommitAsync();
        var remote = await sandbox.MoveToCloneAsync("--bare");
        await sandbox.GitAsync("config", "uploadpack.allowFilter", "true");
        await sandbox.GitAsync("config", "gc.auto", "0");
        return new SharedRepository(sandbox, remote);
    }

    public async Task<Clone> CloneAsync(params string[] options)
    {
        _sandbox.MoveTo(Remote);
        var path = Path.Combine(Root, FormattableString.Invariant($"klön {++_clones}"));
        await _sandbox.GitAsync(["clone", "--quiet", .. options, new Uri(Remote).AbsoluteUri, path]);
        return new Clone(this, path);
    }

    public Clone At(string path) => new(this, path);

    public async Task<string> GitAsync(string folder, params string[] arguments)
    {
        _sandbox.MoveTo(folder);
        return await _sandbox.GitAsync(arguments);
    }

    /// <summary>Makes a script that runs as a hook or as another program of git's.</summary>
    public static string Script(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "#!/bin/sh\n" + text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        return path;
    }

    public void Dispose() => _sandbox.Dispose();
}

/// <summary>A working copy of a <see cref="SharedRepository"/>.</summary>
internal sealed class Clone(SharedRepository shared, string path)
{
    private static CancellationToken None => CancellationToken.None;

    public string Path => path;

    public Task<GitRepository> OpenAsync() => GitRepository.OpenAsync(new GitCommand(path, shared.Environment), None);

    public async Task<BaselineStore> StoreAsync() => new(await OpenAsync(), TimeProvider.System);

    public async Task<BaselineSync> SyncAsync(TimeSpan? limit = null, string? named = null)
    {
        var repository = await OpenAsync();
        var remote = await BaselineRemote.FindAsync(repository, named, limit ?? TimeSpan.FromMinutes(2), None);
        return new BaselineSync(
            repository, new BaselineStore(repository, TimeProvider.System), remote.ShouldNotBeNull(), TimeProvider.System);
    }

    public async Task AddAsync(string run, string commit = "HEAD", DateTimeOffset? at = null) =>
        await (await StoreAsync()).AddAsync(commit, SampleResults.Create(run: run, at: at), None);

    public async Task<SyncResult> PushAsync() => await (await SyncAsync()).PushAsync(None);

    /// <summary>Takes records away that are older than a time, here and on the remote.</summary>
    public async Task<SyncResult> PruneAsync(DateTimeOffset before)
    {
        var (store, limits) = (await StoreAsync(), new PruneLimits(null, before));
        return await (await SyncAsync()).PushAsync(
            None, async (objects, snapshot) => (await BaselinePrune.CommitAsync(store, objects, snapshot, limits, None)).Tip);
    }

    public async Task<SyncResult> FetchAsync(string? named = null) => await (await SyncAsync(named: named)).FetchAsync(None);

    public async Task<string[]> RunsAsync() =>
        [.. (await (await StoreAsync()).ListAsync(None)).Records.Select(record => record.RunId!).Order(StringComparer.Ordinal)];

    public Task<string> GitAsync(params string[] arguments) => shared.GitAsync(path, arguments);
}
