using System.Collections.Immutable;
using System.Globalization;
using PerfGate.Tool.Git;
using PerfGate.Tool.Suites;

namespace PerfGate.Tool.Commands;

/// <summary>Measures a revision and the working tree side by side on this machine.</summary>
internal static class RevisionComparison
{
    // The order of launches is random so that nothing periodic falls on one side, and seeded so that a run can be repeated.
    private const int Seed = 20_250_101;

    public static async Task<Judged> MeasureAsync(CommandContext context, GitRepository repository, BaseRevision baseRevision, CancellationToken cancellationToken)
    {
        var settings = context.Settings;
        var started = context.Host.Clock.GetTimestamp();
        if (repository.TopLevel is null)
        {
            throw new PerfGateException(
                ErrorCode.NotARepository, settings.ConfigurationFolder, "a bare repository has no working tree to measure", "Run the check in a clone with a working tree.");
        }

        var prefix = await repository.PrefixAsync(settings.ConfigurationFolder, cancellationToken);
        var projects = SuiteDiscovery.Resolve(settings.Projects, settings.ConfigurationFolder);
        var provenance = await Revisions.WorkingTreeAsync(context, cancellationToken);

        // Whoever says how a launch is run gets launches run so.
        var lockstep = settings.LaunchArguments is null;

        var result = await Measuring.WithProgressAsync(context, async progress =>
        {
            await using var worktree = await TemporaryWorktree.CreateAsync(repository, baseRevision.Commit.Id, context.Host.Clock, cancellationToken);
            using var session = Measuring.Session(context, progress);
            var failures = new List<FailedSuite>();
            var current = await Measuring.PrepareAsync(session, projects, "current", lockstep, failures, cancellationToken);
            Measuring.ThrowIfNothingSelected(context, current.Count + failures.Count > 0);

            var pairs = new List<SuitePair>();
            foreach (var suite in current)
            {
                var inBase = suite.Launcher.Suite.Project.MovedTo(settings.ConfigurationFolder, Path.Combine(worktree.Directory, prefix));
                var own = new List<FailedSuite>();

                // A base that does not have the suite is no failure: its benchmarks are new.
                var before = File.Exists(inBase.Path) ? await Measuring.PrepareAsync(session, [inBase], "base", lockstep, own, cancellationToken) : [];
                if (own.Count == 0) pairs.Add(new SuitePair(before is [var found] ? found : null, suite));
                failures.AddRange(own.Select(failure => OfBase(failure, baseRevision, worktree.SubmoduleFailure)));
            }

            var sideBySide = new SideBySide(settings.Policy, settings.Launches, progress, new PairLauncher(new Random(Seed), context.Host.Clock));
            var measured = await sideBySide.MeasureAsync(pairs, settings.Filter, cancellationToken);
            return measured with { Failures = [.. failures, .. measured.Failures] };
        });

        var baseProvenance = new Analysis.Model.Provenance(baseRevision.Commit.Id, baseRevision.Commit.Tree);
        context.WorkFolder.Keep("base", RunCommand.Stamp(result.Base, baseProvenance, context));
        context.WorkFolder.Keep("current", RunCommand.Stamp(result.Current, provenance, context));
        return new Judged(
            result.Comparison,
            $"base: commit {baseRevision.ShortId} ({baseRevision.Why})",
            provenance.Dirty ? "current: the working tree with its changes" : $"current: commit {provenance.Commit?[..Math.Min(10, provenance.Commit.Length)]}",
            Describe(settings.Launches, result))
        {
            Started = started,
            Failures = result.Failures,
            DataWarnings = [.. result.Base.Warnings, .. result.Current.Warnings],
        };
    }

    private static FailedSuite OfBase(FailedSuite failure, BaseRevision revision, string? submoduleFailure) => failure.Code != ErrorCode.SuiteDoesNotBuild
        ? failure
        : failure with { Code = ErrorCode.RevisionDoesNotBuild, Text = $"the base, commit {revision.ShortId}, does not build. {submoduleFailure}".TrimEnd(' ', '.') };

    private static ImmutableArray<string> Describe(int launches, SideBySideResult result)
    {
        var sentences = ImmutableArray.CreateBuilder<string>();
        var how = result.IsLockstep ? "that took turns in slices of milliseconds" : "one side after the other in random order";
        sentences.Add(string.Create(CultureInfo.InvariantCulture, $"Both sides were built and measured here, in {launches} pairs of launches {how}."));
        if (result.Retested > 0)
        {
            var benchmarks = result.Retested == 1 ? "1 benchmark that looked changed was" : string.Create(CultureInfo.InvariantCulture, $"{result.Retested} benchmarks that looked changed were");
            sentences.Add($"{benchmarks} measured again with fresh pairs, which alone decided.");
        }

        if (result.IsLockstep && result.ByWholeLaunches.Count > 0)
        {
            sentences.Add($"By whole launches, one side after the other: {string.Join(", ", result.ByWholeLaunches.Order(StringComparer.Ordinal).Take(5))}"
                + (result.ByWholeLaunches.Count > 5 ? string.Create(CultureInfo.InvariantCulture, $" and {result.ByWholeLaunches.Count - 5} more.") : "."));
        }

        return sentences.ToImmutable();
    }
}
