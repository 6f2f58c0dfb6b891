using PerfGate.Analysis.Model;
using PerfGate.Tool.Suites;
using PerfGate.Tool.Suites.Building;

namespace PerfGate.Tool.Checking;

/// <summary>Measures the working tree without a base beside it.</summary>
internal static class WorkingTreeMeasurement
{
    /// <summary>Measures the working tree alone.</summary>
    /// <param name="context">What is measured, and how.</param>
    /// <param name="launches">Launches of each benchmark.</param>
    /// <param name="cancellationToken">Ends it with all its processes.</param>
    /// <param name="budget">Longest time that it may take, builds included; null for as long as it takes.</param>
    public static async Task<SideBySideResult> RunAsync(
        CommandContext context, int launches, CancellationToken cancellationToken, TimeSpan? budget = null)
    {
        var (settings, clock) = (context.Settings, context.Host.Clock);
        var started = clock.GetTimestamp();
        var projects = SuiteDiscovery.Resolve(settings.Projects, settings.ConfigurationFolder);
        var provenance = await Revisions.WorkingTreeAsync(context, cancellationToken);
        var measured = await MeasuringSteps.WithProgressAsync(context, async progress =>
        {
            using var session = MeasuringSteps.Session(context, progress);
            var failures = new List<FailedSuite>();
            var suites = await PrepareAsync(session, projects, settings.LaunchArguments is null, failures, cancellationToken);
            MeasuringSteps.ThrowIfNothingSelected(context, suites.Count + failures.Count > 0);
            var alone = await ListedAsync(suites, settings.Filter, failures, cancellationToken);
            var measuring = new Measurement(context, alone, new MeasuringBudget(clock, started, budget), progress, new Random());
            var plan = new MeasuringPlan(settings.Filter, ScreeningLaunches.Of(launches), StoredScreening.Nothing);
            var result = await measuring.RunAsync(plan, alone, keeper: null, cancellationToken);
            return result with { Failures = [.. failures, .. result.Failures] };
        });
        return measured with { Current = Stamp(measured.Current, provenance, context) };
    }

    // Those that cannot be measured are added to the failures.
    private static async Task<IReadOnlyList<MeasuredSuite>> PrepareAsync(
        SuiteSession session,
        IEnumerable<SuiteProject> projects,
        bool forLockstep,
        List<FailedSuite> failures,
        CancellationToken cancellationToken)
    {
        var suites = new List<MeasuredSuite>();
        await using var compiler = CompilerServer.ForEnvironment();
        foreach (var project in projects)
        {
            try
            {
                var suite = await session.PrepareAsync(
                    project, "current", forLockstep, isCheckout: false, compiler, cancellationToken);
                if (suite.Launcher.Suite.Benchmarks.Count > 0) suites.Add(suite);
            }
            catch (SuiteFailedException problem)
            {
                // Ctrl-C in a terminal reaches the children first: what they leave is no failure.
                cancellationToken.ThrowIfCancellationRequested();
                failures.Add(problem.Failure);
            }
        }

        return suites;
    }

    private static async Task<IReadOnlyList<SuitePair>> ListedAsync(
        IReadOnlyList<MeasuredSuite> suites,
        IReadOnlyList<string> filter,
        List<FailedSuite> failures,
        CancellationToken cancellationToken)
    {
        var listed = new List<SuitePair>();
        foreach (var suite in suites)
        {
            var pair = new SuitePair(null, suite);
            try
            {
                await pair.ListAsync(filter, cancellationToken);
                listed.Add(pair);
            }
            catch (SuiteFailedException problem)
            {
                // Ctrl-C in a terminal reaches the children first: what they leave is no failure.
                cancellationToken.ThrowIfCancellationRequested();
                failures.Add(problem.Failure);
            }
        }

        return listed;
    }

    /// <summary>Says of results which state of the sources they belong to.</summary>
    public static ResultSet Stamp(ResultSet results, Provenance provenance, CommandContext context) => results with
    {
        Provenance = provenance with { Time = context.Host.Clock.GetUtcNow() },
        Environment = results.Environment with { Name = context.Settings.EnvironmentName },
    };
}
