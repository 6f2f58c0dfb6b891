namespace PerfGate.Tool.Suites.Lockstep;

/// <summary>What else a machine did while something was measured on it.</summary>
/// <param name="Others">Share of the time in which somebody else had the core.</param>
/// <param name="Stolen">Share of the time that the host of a virtual machine gave to others.</param>
/// <param name="Throttled">Whether the system held this container back.</param>
internal sealed record Disturbance(double Others, double Stolen, bool Throttled)
{
    private const double MostOthers = 0.25;
    private const double MostStolen = 0.10;

    /// <summary>Whether it was enough to measure again.</summary>
    public bool IsEpisode => Others > MostOthers || Stolen > MostStolen || Throttled;

    /// <summary>How much of it there was, to tell two launches apart.</summary>
    public double Size => Others + Stolen + (Throttled ? 1 : 0);
}
