using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Checking;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Reporting;
using PerfGate.Tool.Suites;

namespace PerfGate.Tool.Doctor;

/// <summary>What a check of the self-test's project yielded.</summary>
/// <param name="Report">Its report, judged as every other one.</param>
/// <param name="Failures">What could not be built or run.</param>
internal sealed record SelfTestCheck(Report Report, IReadOnlyList<FailedSuite> Failures)
{
    /// <summary>Its estimates of times.</summary>
    public IReadOnlyList<ChangeEstimate> Times => [.. Report.Result.Findings
        .Where(finding => string.Equals(finding.Comparison.Metric.Name, Metric.Time.Name, StringComparison.Ordinal))
        .Select(finding => finding.Comparison.Estimate).OfType<ChangeEstimate>()];

    /// <summary>Whether both sides were measured, whatever that showed.</summary>
    public bool IsMeasured => Failures.Count == 0 && Report.Result.Failure != FailureCause.NotMeasured && Times.Count > 0;
}

/// <summary>What the self-test yielded.</summary>
/// <param name="Unchanged">Code against itself.</param>
/// <param name="Slowed">The same with an injected slowdown; null where the first could not be measured.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record SelfTestResult(SelfTestCheck Unchanged, SelfTestCheck? Slowed, TimeSpan Duration)
{
    /// <summary>The slowdown that can be found in unchanged code like this with 90 % power; null when no comparison knows it.</summary>
    public double? DetectionLimit => Unchanged.Report.Result.DetectionLimits?.Median;
}

/// <summary>Runs the gate on a project of its own: on code against itself, and with a slowdown that is known.</summary>
internal sealed class SelfTest(Host host, Settings settings)
{
    // A machine that needs longer than this for each half is not one to wait for.
    private const string Budget = "3m";

    // As few as can convict: this is to be waited for.
    private const string Pairs = "8";

    /// <summary>Measures, which takes about a minute.</summary>
    public async Task<SelfTestResult> RunAsync(CancellationToken cancellationToken)
    {
        var started = host.Clock.GetTimestamp();
        using var project = await SelfTestProject.CreateAsync(settings.ConfigurationFolder, cancellationToken);
        var unchanged = await CheckAsync(project.Folder, "*", launches: null, cancellationToken);
        SelfTestCheck? slowed = null;
        if (unchanged.IsMeasured)
        {
            await project.SlowDownAsync(cancellationToken);

            // One launch pair is enough to suspect a slowdown of this size, and fresh ones convict.
            slowed = await CheckAsync(project.Folder, SelfTestProject.Changed, launches: "1", cancellationToken);
        }

        return new SelfTestResult(unchanged, slowed, host.Clock.GetElapsedTime(started));
    }

    // A check of its own, with the defaults of everything: what the user's shell and perfgate.json say is about their suites.
    private async Task<SelfTestCheck> CheckAsync(string folder, string filter, string? launches, CancellationToken cancellationToken)
    {
        var flags = new CommandLineValues
        {
            Filter = [filter],
            Mode = "side-by-side",
            Budget = Budget,
            Launches = launches,
            MaxPairs = Pairs,
            Verbosity = Wording.Word(settings.Verbosity),
            NoColor = !settings.Color,
        };
        var variables = host.Environment.Where(variable => !variable.Key.StartsWith("PERFGATE_", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(variable => variable.Key, variable => variable.Value, StringComparer.Ordinal);
        var context = CommandContext.Create(host with { WorkingDirectory = folder, Environment = variables }, flags);
        var repository = await Revisions.OpenAsync(context, cancellationToken);
        var head = await repository.ResolveAsync("HEAD", cancellationToken);
        var judged = await new RevisionComparison(context, repository, new BaseRevision(head, "HEAD"), new CheckScope(IsKept: false))
            .MeasureAsync(cancellationToken);
        return new SelfTestCheck(Judgement.Of(context, judged), judged.Failures);
    }
}
