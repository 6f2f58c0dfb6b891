namespace PerfGate.Evaluation.Simulation;

/// <summary>What one simulated benchmark is like. Sizes are logarithms.</summary>
/// <param name="Level">Its time in nanoseconds.</param>
/// <param name="IterationNoise">Scatter of the iterations within a launch.</param>
/// <param name="LaunchNoise">Scatter of its launches' levels.</param>
/// <param name="JumpRate">Probability that a process is compiled or laid out so differently that its level is 10-40 % off.</param>
/// <param name="ModeGap">Distance of its two kinds of processes; 0 when there is one kind.</param>
/// <param name="Ramp">How much slower its first iteration is, when tiering has not ended.</param>
/// <param name="LockstepNoise">Scatter of a process's level where slices cancel the machine.</param>
/// <param name="SliceNoise">Scatter of a slice that its neighbour does not share.</param>
/// <param name="Interaction">How it fares on the baseline's machine, compared with the rest of the suite.</param>
internal sealed record Traits(
    double Level,
    double IterationNoise,
    double LaunchNoise,
    double JumpRate,
    double ModeGap,
    double Ramp,
    double LockstepNoise,
    double SliceNoise,
    double Interaction)
{
    public const double Autocorrelation = 0.4;
    public const double InteractionScatter = 0.06;

    public static Traits Roll(Dice dice, Noise noise)
    {
        var rough = dice.Chance(0.2);
        return new Traits(
            Math.Exp(dice.Uniform(Math.Log(20), Math.Log(5e6))),
            0.008 * Math.Exp(0.7 * dice.Normal()),
            noise.LaunchScale * 0.01 * Math.Exp(0.8 * dice.Normal()),
            rough ? 0.01 : 0.001,
            dice.Chance(noise.BimodalShare) ? dice.Uniform(0.05, 0.2) : 0,
            dice.Chance(0.1) ? dice.Uniform(0.05, 0.3) : 0,
            rough ? dice.Uniform(0.02, 0.05) : dice.Uniform(0.001, 0.008),
            dice.Uniform(0.005, 0.04),
            InteractionScatter * dice.HeavyTailed());
    }
}
