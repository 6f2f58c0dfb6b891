namespace PerfGate.Analysis.Comparison;

/// <summary>How the launches of the two sides relate to each other.</summary>
public enum LaunchDesign
{
    /// <summary>The sides were measured apart: nothing but their environment ties them together.</summary>
    Independent,

    /// <summary>Launch <c>k</c> of one side ran next to launch <c>k</c> of the other, on the same machine, in random order.</summary>
    Paired,

    /// <summary>
    /// As <see cref="Paired"/>, and iteration <c>i</c> of a launch ran right next to iteration <c>i</c> of the other side's launch:
    /// both processes lived at once and took turns in slices of milliseconds.
    /// </summary>
    Lockstep,
}
