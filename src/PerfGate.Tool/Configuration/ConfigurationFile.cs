using PerfGate.Analysis.Policy;

namespace PerfGate.Tool.Configuration;

/// <summary>What stands in <c>perfgate.json</c>. Null means that the file does not say. Described in perfgate.schema.json.</summary>
internal sealed record ConfigurationFile
{
    public string? Schema { get; init; }

    /// <summary>Benchmark projects, relative to the file.</summary>
    public IReadOnlyList<string>? Projects { get; init; }

    public string? Framework { get; init; }

    public IReadOnlyList<string>? Filter { get; init; }

    public string? Environment { get; init; }

    public MeasureSection? Measure { get; init; }

    public GateSection? Gate { get; init; }

    public IReadOnlyList<RuleEntry>? Rules { get; init; }

    public IReadOnlyList<AcceptedEntry>? Accepted { get; init; }

    public PublishSection? Publish { get; init; }
}

internal sealed record MeasureSection
{
    /// <summary>Launches of each side before the first decision.</summary>
    public int? Launches { get; init; }

    /// <summary><c>auto</c>, <c>side-by-side</c> or <c>stored</c>.</summary>
    public MeasureMode? Mode { get; init; }

    /// <summary>Longest time of a check, for example <c>10m</c>.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>Most launch pairs of a suspect.</summary>
    public int? MaxPairs { get; init; }

    /// <summary>Longest time of one launch of one benchmark.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary><c>own</c>, <c>base</c> or <c>current</c>.</summary>
    public BenchmarkSource? BenchmarksFrom { get; init; }

    /// <summary>BenchmarkDotNet arguments of every launch.</summary>
    public IReadOnlyList<string>? Arguments { get; init; }
}

internal sealed record GateSection
{
    public FailOn? FailOn { get; init; }

    public SeverityBasis? Severity { get; init; }

    public Percentage? Minor { get; init; }

    public Percentage? Major { get; init; }

    public Percentage? Critical { get; init; }

    public Percentage? Tolerance { get; init; }

    public Reaction? Missing { get; init; }

    public Reaction? Inconclusive { get; init; }

    public IReadOnlyList<string>? Metrics { get; init; }
}

internal sealed record RuleEntry
{
    public string Pattern { get; init; } = "";

    public string? Metric { get; init; }

    public Percentage? Minor { get; init; }

    public Percentage? Major { get; init; }

    public Percentage? Critical { get; init; }

    public FailOn? FailOn { get; init; }

    public Percentage? Tolerance { get; init; }

    public Reaction? Missing { get; init; }
}

internal sealed record AcceptedEntry
{
    public string Pattern { get; init; } = "";

    public string Metric { get; init; } = "";

    public Percentage UpTo { get; init; }

    public string Reason { get; init; } = "";

    public DateOnly Until { get; init; }
}

internal sealed record PublishSection
{
    /// <summary>Whether a check publishes at all.</summary>
    public PublishMode? When { get; init; }

    public CommentMode? Comment { get; init; }

    /// <summary>Keeps several comments of a pull request apart.</summary>
    public string? Key { get; init; }

    public bool? CheckRun { get; init; }

    public bool? Required { get; init; }
}
