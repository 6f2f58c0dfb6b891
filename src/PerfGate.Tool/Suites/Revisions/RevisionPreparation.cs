using PerfGate.Tool.Errors;
using PerfGate.Tool.Files;
using PerfGate.Tool.Git;
using PerfGate.Tool.Suites.Building;

namespace PerfGate.Tool.Suites.Revisions;

/// <summary>
/// Builds the suites of the working tree and of its base, each once, and pairs them. Checkouts live until it is disposed.
/// </summary>
internal sealed class RevisionPreparation(
    GitRepository repository, SuiteSession session, HostCache cache, RevisionPair wanted, TimeProvider clock)
    : IAsyncDisposable
{
    private readonly List<FailedSuite> _failures = [];
    private readonly Dictionary<SuiteProject, string> _moved = [];
    private TemporaryWorktree? _base;
    private TemporaryWorktree? _current;
    private string _digest = "";

    /// <summary>Suites that could not be prepared.</summary>
    public IReadOnlyList<FailedSuite> Failures => _failures;

    /// <summary>Projects that lie elsewhere in the base, with their folder there: from the top level, with slashes, empty for the top itself.</summary>
    public IReadOnlyDictionary<SuiteProject, string> Moved => _moved;

    /// <summary>Builds both sides of every project.</summary>
    public async Task<IReadOnlyList<SuitePair>> PrepareAsync(CancellationToken cancellationToken)
    {
        var pairs = new List<SuitePair>();
        await using var compiler = CompilerServer.ForEnvironment();
        foreach (var project in wanted.Projects)
        {
            if (await PairAsync(project, compiler, cancellationToken) is { } pair) pairs.Add(pair);
        }

        return pairs;
    }

    public async ValueTask DisposeAsync()
    {
        if (_base is not null) await _base.DisposeAsync();
        if (_current is not null) await _current.DisposeAsync();
    }

    private async Task<SuitePair?> PairAsync(SuiteProject project, CompilerServer compiler, CancellationToken cancellationToken)
    {
        var prefix = await repository.PrefixAsync(project.Folder, cancellationToken);
        if (wanted.Benchmarks != Configuration.BenchmarkSource.Own && prefix.Length == 0)
        {
            throw new PerfGateException(
                ErrorCode.InvalidArguments,
                "--benchmarks-from",
                $"{project.Name} lies at the top of the repository, where its benchmarks cannot be told from the code that they measure",
                "Move the benchmarks into a folder of their own, or leave the option out.");
        }

        var before = await FolderInBaseAsync(project, prefix, cancellationToken);
        var source = await CurrentAsync(project, before, cancellationToken);
        var mayKeep = wanted.Lockstep && wanted.Benchmarks == Configuration.BenchmarkSource.Own;
        var keys = mayKeep ? await KeysAsync(project, before, cancellationToken) : [];
        var kept = session.TryReuse(
            project, "base", target => keys.Select(key => cache.TryTake(key, target)).FirstOrDefault(host => host is not null));

        // Neither side reads what the other one writes: both are built at once.
        var building = AttemptAsync(source, "current", compiler, cancellationToken);
        var buildingBase = kept is null ? BaseAsync(project, before, compiler, cancellationToken) : Task.FromResult(new Side(kept, null));
        await Task.WhenAll(building, buildingBase);
        if (Kept(await building) is not { } current) return null;

        // What is built in a checkout names its folder, another one in each check. The benchmarks in it are those of the base.
        if (source != project) current.Fingerprint = $"{_digest} {wanted.Framework}".TrimEnd();
        if (kept is not null)
        {
            if (await ReuseAsync(kept, current, cancellationToken) is { } reused) return Selected(reused);
            buildingBase = BaseAsync(project, before, compiler, cancellationToken);
        }

        var side = await buildingBase;
        var built = Kept(side);
        return side.Failure is null ? await PairAsync(built, current, keys is [var key, ..] ? key : null, cancellationToken) : null;
    }

    /// <summary>
    /// The folder from the top level that the project has in the base, or gets there with the working tree's benchmarks: its own, also where
    /// it is new, or the one that it was moved from.
    /// </summary>
    private async Task<string> FolderInBaseAsync(SuiteProject project, string prefix, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(project.Path);
        if (wanted.Benchmarks == Configuration.BenchmarkSource.Current
            || await BenchmarkTransplant.HasAsync(repository, wanted.Base.Id, prefix + name, cancellationToken)) return prefix;
        if (await BenchmarkTransplant.MovedFromAsync(repository, wanted.Base.Id, name, cancellationToken) is not { } folder) return prefix;

        // The top is no folder of benchmarks that could be put into the other side.
        if (wanted.Benchmarks == Configuration.BenchmarkSource.Base && folder.Length == 0) return prefix;
        _moved[project] = folder;
        return folder;
    }

    // What the filter selects on neither side is no suite; what it selects in the base alone is gone.
    private static SuitePair? Selected(SuitePair pair) => IsEmpty(pair.Base) && IsEmpty(pair.Current) ? null : pair;

    private static bool IsEmpty(MeasuredSuite? side) => side is null or { Launcher.Suite.Benchmarks.Count: 0, Cases.Count: 0 };

    // That of what is kept, and then that of a host that serves as well: one which runs all benchmarks runs those of every filter.
    private async Task<IReadOnlyList<string>> KeysAsync(SuiteProject project, string prefix, CancellationToken cancellationToken)
    {
        var sdk = await DotNetCommand.VersionAsync(project.Folder, cancellationToken);
        var surroundings = repository.TopLevel is { } top ? BuildBoundary.Above(top) : "";
        string Key(IReadOnlyList<string> filter) => HostCache.Key(
            wanted.Base.Tree, prefix + Path.GetFileName(project.Path), wanted.Framework, sdk, surroundings, filter);
        return [.. new[] { Key(wanted.Filter), Key(["*"]) }.Distinct(StringComparer.Ordinal)];
    }

    // A benchmark that goes its own way is launched by the suite's own program, which is not kept: in a host the base would run another
    // program than the current side. A kept host that does not answer is none.
    private async Task<SuitePair?> ReuseAsync(MeasuredSuite kept, MeasuredSuite current, CancellationToken cancellationToken)
    {
        if (current.Launcher.Suite.Host is null) return null;
        var pair = new SuitePair(kept, current);
        try
        {
            await pair.ListAsync(wanted.Filter, cancellationToken);
        }
        catch (SuiteFailedException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }

        return pair.HasOwnWay ? null : pair;
    }

    private async Task<SuitePair?> PairAsync(MeasuredSuite? before, MeasuredSuite current, string? key, CancellationToken cancellationToken)
    {
        var pair = new SuitePair(before, current);
        try
        {
            await pair.ListAsync(wanted.Filter, cancellationToken);
            if (before is not null && IsEmpty(before))
            {
                pair = new SuitePair(null, current);
                await pair.ListAsync(wanted.Filter, cancellationToken);
            }
        }
        catch (SuiteFailedException problem)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _failures.Add(problem.Failure);
            return null;
        }

        var mayKeep = pair is { IsLockstep: true, HasOwnWay: false };
        if (mayKeep && key is not null && before?.Launcher.Suite.Host is { } host) cache.Add(key, host);
        return Selected(pair);
    }

    // A base that does not have the suite is no failure: its benchmarks are new.
    private async Task<Side> BaseAsync(
        SuiteProject project, string prefix, CompilerServer compiler, CancellationToken cancellationToken)
    {
        _base ??= await TemporaryWorktree.CreateAsync(repository, wanted.Base.Id, clock, cancellationToken);
        if (wanted.Benchmarks == Configuration.BenchmarkSource.Current)
        {
            await BenchmarkTransplant.FromWorkingTreeAsync(repository, prefix, _base.Directory, cancellationToken);
        }

        var inBase = new SuiteProject(Path.Combine(_base.Directory, prefix, Path.GetFileName(project.Path)));
        if (!File.Exists(inBase.Path)) return new Side(null, null);
        var side = await AttemptAsync(inBase, "base", compiler, cancellationToken);
        return side with { Failure = side.Failure is null ? null : OfBase(side.Failure) };
    }

    // The working tree itself, unless it has to run the base's benchmarks.
    private async Task<SuiteProject> CurrentAsync(SuiteProject project, string prefix, CancellationToken cancellationToken)
    {
        if (wanted.Benchmarks != Configuration.BenchmarkSource.Base) return project;

        // A project that the base does not have is new: there are no benchmarks of the base to run.
        var path = prefix + Path.GetFileName(project.Path);
        if (!await BenchmarkTransplant.HasAsync(repository, wanted.Base.Id, path, cancellationToken)) return project;
        if (_current is null)
        {
            var head = await repository.ResolveAsync("HEAD", cancellationToken);
            _current = await TemporaryWorktree.CreateAsync(repository, head.Id, clock, cancellationToken);
            await BenchmarkTransplant.WithChangesAsync(repository, _current.Directory, cancellationToken);
            _digest = await BenchmarkTransplant.DigestAsync(repository, _current.Directory, cancellationToken);
        }

        await BenchmarkTransplant.FromRevisionAsync(repository, wanted.Base.Id, prefix, _current.Directory, cancellationToken);
        return new SuiteProject(Path.Combine(_current.Directory, prefix, Path.GetFileName(project.Path)));
    }

    private async Task<Side> AttemptAsync(
        SuiteProject project, string side, CompilerServer compiler, CancellationToken cancellationToken)
    {
        try
        {
            var suite = await session.PrepareAsync(
                project, side, wanted.Lockstep, isCheckout: side == "base", compiler, cancellationToken);
            return new Side(suite, null);
        }
        catch (SuiteFailedException problem)
        {
            // Ctrl-C in a terminal reaches the children first: what they leave is no failure.
            cancellationToken.ThrowIfCancellationRequested();
            return new Side(null, problem.Failure);
        }
    }

    private MeasuredSuite? Kept(Side side)
    {
        if (side.Failure is { } failure) _failures.Add(failure);
        return side.Suite;
    }

    private FailedSuite OfBase(FailedSuite failure) => failure.Code != ErrorCode.SuiteDoesNotBuild ? failure : failure with
    {
        Code = ErrorCode.RevisionDoesNotBuild,
        Text = $"the base, commit {GitId.Short(wanted.Base.Id)}, does not build. {_base?.SubmoduleFailure}".TrimEnd(' ', '.'),
    };

    /// <summary>A built side, or why it could not be built; neither where there is nothing to build.</summary>
    private sealed record Side(MeasuredSuite? Suite, FailedSuite? Failure);
}
