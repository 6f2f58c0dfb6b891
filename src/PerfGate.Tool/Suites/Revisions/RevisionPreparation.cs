using PerfGate.Tool.Git;

namespace PerfGate.Tool.Suites.Revisions;

/// <summary>What is prepared: two revisions of some projects.</summary>
/// <param name="Projects">The projects in the working tree.</param>
/// <param name="Base">Commit to compare the working tree with.</param>
/// <param name="Framework">Target framework; null for the newest.</param>
/// <param name="Filter">BenchmarkDotNet globs.</param>
/// <param name="Lockstep">Whether a host that measures in lockstep is wanted.</param>
/// <param name="Benchmarks">Where the benchmarks' own code is taken from.</param>
internal sealed record RevisionPair(
    IReadOnlyList<SuiteProject> Projects,
    GitCommit Base,
    string? Framework,
    IReadOnlyList<string> Filter,
    bool Lockstep,
    Configuration.BenchmarkSource Benchmarks);

/// <summary>Builds the suites of the working tree and of its base, each once, and pairs them. Checkouts live until it is disposed.</summary>
internal sealed class RevisionPreparation(GitRepository repository, SuiteSession session, HostCache cache, RevisionPair wanted, TimeProvider clock) : IAsyncDisposable
{
    private readonly List<FailedSuite> _failures = [];
    private TemporaryWorktree? _base;
    private TemporaryWorktree? _current;

    /// <summary>Suites that could not be prepared.</summary>
    public IReadOnlyList<FailedSuite> Failures => _failures;

    /// <summary>Builds both sides of every project.</summary>
    public async Task<IReadOnlyList<SuitePair>> PrepareAsync(CancellationToken cancellationToken)
    {
        var pairs = new List<SuitePair>();
        foreach (var project in wanted.Projects)
        {
            if (await PairAsync(project, cancellationToken) is { } pair) pairs.Add(pair);
        }

        return pairs;
    }

    public async ValueTask DisposeAsync()
    {
        if (_base is not null) await _base.DisposeAsync();
        if (_current is not null) await _current.DisposeAsync();
    }

    private async Task<SuitePair?> PairAsync(SuiteProject project, CancellationToken cancellationToken)
    {
        var prefix = await repository.PrefixAsync(project.Folder, cancellationToken);
        if (wanted.Benchmarks != Configuration.BenchmarkSource.Own && prefix.Length == 0)
        {
            throw new PerfGateException(
                ErrorCode.InvalidArguments, "--benchmarks-from", $"{project.Name} lies at the top of the repository, where its benchmarks cannot be told from the code that they measure",
                "Move the benchmarks into a folder of their own, or leave the option out.");
        }

        var current = await AttemptAsync(await CurrentAsync(project, prefix, cancellationToken), "current", cancellationToken);
        if (current is null || (current.Launcher.Suite.Benchmarks.Count == 0 && current.Cases.Count == 0)) return null;

        var key = HostCache.Key(wanted.Base.Tree, prefix + Path.GetFileName(project.Path), wanted.Framework);
        var mayKeep = wanted.Lockstep && wanted.Benchmarks == Configuration.BenchmarkSource.Own && current.Launcher.Suite.Host is not null;
        if (mayKeep && await ReuseAsync(project, key, current, cancellationToken) is { } reused) return reused;
        return await BuildBaseAsync(project, prefix, key, mayKeep, current, cancellationToken);
    }

    // A benchmark that goes its own way is built again by BenchmarkDotNet and needs the sources: then the kept host is not enough.
    private async Task<SuitePair?> ReuseAsync(SuiteProject project, string key, MeasuredSuite current, CancellationToken cancellationToken)
    {
        if (session.TryReuse(project, "base", target => cache.TryTake(key, target)) is not { } kept) return null;
        var pair = new SuitePair(kept, current);
        await pair.ListAsync(wanted.Filter, cancellationToken);
        return pair.HasOwnWay ? null : pair;
    }

    private async Task<SuitePair?> BuildBaseAsync(
        SuiteProject project, string prefix, string key, bool mayKeep, MeasuredSuite current, CancellationToken cancellationToken)
    {
        _base ??= await TemporaryWorktree.CreateAsync(repository, wanted.Base.Id, clock, cancellationToken);
        if (wanted.Benchmarks == Configuration.BenchmarkSource.Current) await BenchmarkTransplant.FromWorkingTreeAsync(repository, prefix, _base.Directory, cancellationToken);

        // A base that does not have the suite is no failure: its benchmarks are new.
        var inBase = new SuiteProject(Path.Combine(_base.Directory, prefix, Path.GetFileName(project.Path)));
        if (!File.Exists(inBase.Path)) return new SuitePair(null, current);
        if (await AttemptAsync(inBase, "base", cancellationToken) is not { } before) return null;
        var pair = new SuitePair(before.Launcher.Suite.Benchmarks.Count == 0 ? null : before, current);
        try
        {
            await pair.ListAsync(wanted.Filter, cancellationToken);
        }
        catch (SuiteFailedException problem)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _failures.Add(problem.Failure);
            return null;
        }

        if (mayKeep && pair is { IsLockstep: true, HasOwnWay: false }) cache.Add(key, before.Launcher.Suite.Host!);
        return pair;
    }

    // The working tree itself, unless it has to run the base's benchmarks.
    private async Task<SuiteProject> CurrentAsync(SuiteProject project, string prefix, CancellationToken cancellationToken)
    {
        if (wanted.Benchmarks != Configuration.BenchmarkSource.Base) return project;
        if (_current is null)
        {
            var head = await repository.ResolveAsync("HEAD", cancellationToken);
            _current = await TemporaryWorktree.CreateAsync(repository, head.Id, clock, cancellationToken);
            await BenchmarkTransplant.WithChangesAsync(repository, _current.Directory, cancellationToken);
        }

        await BenchmarkTransplant.FromRevisionAsync(repository, wanted.Base.Id, prefix, _current.Directory, cancellationToken);
        return new SuiteProject(Path.Combine(_current.Directory, prefix, Path.GetFileName(project.Path)));
    }

    private async Task<MeasuredSuite?> AttemptAsync(SuiteProject project, string side, CancellationToken cancellationToken)
    {
        try
        {
            return await session.PrepareAsync(project, side, wanted.Lockstep, cancellationToken);
        }
        catch (SuiteFailedException problem)
        {
            // Ctrl-C in a terminal reaches the children first: what they leave is no failure.
            cancellationToken.ThrowIfCancellationRequested();
            _failures.Add(side == "base" ? OfBase(problem.Failure) : problem.Failure);
            return null;
        }
    }

    private FailedSuite OfBase(FailedSuite failure) => failure.Code != ErrorCode.SuiteDoesNotBuild ? failure : failure with
    {
        Code = ErrorCode.RevisionDoesNotBuild,
        Text = $"the base, commit {wanted.Base.Id[..10]}, does not build. {_base?.SubmoduleFailure}".TrimEnd(' ', '.'),
    };
}
