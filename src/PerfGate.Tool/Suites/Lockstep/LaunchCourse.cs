namespace PerfGate.Tool.Suites.Lockstep;

/// <summary>How a launch went.</summary>
/// <param name="Settled">Whether compilation and level stood still before it was measured.</param>
/// <param name="Pinned">Whether its processes were kept on one core; not those that use several, nor where the system cannot do it.</param>
/// <param name="Disturbance">What else the machine did meanwhile; null where the system does not tell.</param>
internal sealed record LaunchCourse(bool Settled, bool Pinned, Disturbance? Disturbance);
