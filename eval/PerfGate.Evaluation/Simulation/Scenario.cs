namespace PerfGate.Evaluation.Simulation;

/// <summary>How the two sides of a suite are measured.</summary>
internal enum Flow
{
    /// <summary>Launch pairs of both sides in turn; suspects get more of them.</summary>
    Interleaved,

    /// <summary>Launch pairs in lockstep, in slices of milliseconds; suspects get more of them.</summary>
    Lockstep,

    /// <summary>The whole base suite, then the whole current suite, in one job; suspects get fresh pairs.</summary>
    Sequential,

    /// <summary>The base suite on another machine at another time; suspects get fresh pairs here.</summary>
    Stored,

    /// <summary>As <see cref="Sequential"/>, but nothing can be measured again.</summary>
    TwoFiles,

    /// <summary>As <see cref="Stored"/>, but nothing can be measured again, and nothing tells that the machines differ.</summary>
    TwoFilesStored,
}

/// <summary>How a machine and the programs on it misbehave. Shares and probabilities are fractions, sizes are logarithms.</summary>
/// <param name="LaunchScale">Factor on the launch effects.</param>
/// <param name="Drift">Standard deviation of the machine's slow wandering.</param>
/// <param name="EpisodeRate">Probability that a noisy neighbour arrives during a launch; it stays for some launches.</param>
/// <param name="EpisodeSize">What a noisy neighbour costs at most.</param>
/// <param name="SpikeRate">Probability of a spike, an iteration.</param>
/// <param name="BimodalShare">Share of the benchmarks whose processes come in two kinds.</param>
internal sealed record Noise(
    double LaunchScale = 1,
    double Drift = 0.02,
    double EpisodeRate = 0.01,
    double EpisodeSize = 0.3,
    double SpikeRate = 0.02,
    double BimodalShare = 0.03);

/// <summary>A setting of the study.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="Flow">How the sides are measured.</param>
/// <param name="Noise">How noisy it is.</param>
/// <param name="Benchmarks">Benchmarks in the suite.</param>
/// <param name="Launches">Launches a side that screen, or that the files hold.</param>
/// <param name="Uniform">Log change of every benchmark when the suite is a changed one; 0 when only some change.</param>
internal sealed record Scenario(string Name, Flow Flow, Noise Noise, int Benchmarks = 100, int Launches = 3, double Uniform = 0)
{
    private static readonly Noise Quiet = new(LaunchScale: 0.4, Drift: 0.003, EpisodeRate: 0, SpikeRate: 0.01, BimodalShare: 0);
    private static readonly Noise Shared = new();
    private static readonly Noise Hostile =
        new(LaunchScale: 2, Drift: 0.06, EpisodeRate: 0.06, EpisodeSize: 0.5, SpikeRate: 0.08, BimodalShare: 0.10);

    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("quiet", Flow.Interleaved, Quiet),
        new("stored", Flow.Stored, Shared),
        new("same job, sequential", Flow.Sequential, Shared),
        new("same job, interleaved", Flow.Interleaved, Shared),
        new("lockstep", Flow.Lockstep, Shared),
        new("lockstep, one screening pair", Flow.Lockstep, Shared, Launches: 1),
        new("hostile", Flow.Interleaved, Hostile),
        new("few benchmarks", Flow.Interleaved, Shared, Benchmarks: 9),
        new("many benchmarks", Flow.Interleaved, Shared, Benchmarks: 500),
        new("uniform slowdown, stored", Flow.Stored, Shared, Uniform: Math.Log(1.15)),
        new("uniform slowdown, interleaved", Flow.Interleaved, Shared, Uniform: Math.Log(1.15)),
        new("two files, 3 launches", Flow.TwoFiles, Shared),
        new("two files, 1 launch", Flow.TwoFiles, Shared, Launches: 1),
        new("two files, 3 launches, hostile", Flow.TwoFiles, Hostile),
        new("two files, 1 launch, hostile", Flow.TwoFiles, Hostile, Launches: 1),
        new("two files, 3 launches, another machine of the same kind", Flow.TwoFilesStored, Shared),
        new("two files, 1 launch, another machine of the same kind", Flow.TwoFilesStored, Shared, Launches: 1),
        new("two files, 1 launch, 9 benchmarks", Flow.TwoFiles, Shared, Benchmarks: 9, Launches: 1),
    ];
}
