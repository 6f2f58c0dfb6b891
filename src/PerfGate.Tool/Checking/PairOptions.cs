using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Suites;

namespace PerfGate.Tool.Checking;

/// <summary>What the engine is told of launch pairs.</summary>
internal static class PairOptions
{
    /// <summary>The engine's options for launch pairs; parts, as shards are, share the error rate.</summary>
    public static ComparisonOptions For(
        CommandContext context, LaunchDesign design, ScreeningLaunches screening, int parts, int? maxPairs)
    {
        var options = Gate.OptionsFor(context.Settings.Policy, design) with
        {
            ScreeningPairs = design == LaunchDesign.Lockstep ? screening.InTurn : screening.Whole,
        };
        return options with { Alpha = options.Alpha / parts, Looks = [.. Looks(options.Looks, maxPairs ?? options.Looks.Sum())] };
    }

    // The engine's looks until the pairs are used up; what is left beyond them is one more.
    private static IEnumerable<int> Looks(IReadOnlyList<int> looks, int pairs)
    {
        foreach (var look in looks.Append(int.MaxValue))
        {
            if (pairs <= 0) yield break;
            yield return Math.Min(look, pairs);
            pairs -= Math.Min(look, pairs);
        }
    }
}
