namespace PerfGate.Tool.Configuration;

/// <summary>What the command line says. Null or empty means that it says nothing.</summary>
internal sealed record CommandLineValues
{
    public string? Config { get; init; }

    public IReadOnlyList<string> Projects { get; init; } = [];

    public string? Framework { get; init; }

    public IReadOnlyList<string> Filter { get; init; } = [];

    public string? Environment { get; init; }

    public string? FailOn { get; init; }

    public string? Format { get; init; }

    public string? Verbosity { get; init; }

    public bool? NoColor { get; init; }

    public string? Launches { get; init; }

    public string? Against { get; init; }

    public string? Mode { get; init; }

    public string? Budget { get; init; }

    public string? MaxPairs { get; init; }

    public string? Timeout { get; init; }

    public string? BenchmarksFrom { get; init; }

    public string? Publish { get; init; }

    public string? Comment { get; init; }

    public string? CommentKey { get; init; }

    public bool? CheckRun { get; init; }

    public bool? RequirePublish { get; init; }
}
