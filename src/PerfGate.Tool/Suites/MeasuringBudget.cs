using PerfGate.Tool.Suites.Progress;

namespace PerfGate.Tool.Suites;

/// <summary>What a measurement may cost.</summary>
/// <param name="clock">Measures the time.</param>
/// <param name="started">Timestamp from which the time counts.</param>
/// <param name="time">Longest time; null for as long as it takes.</param>
internal sealed class MeasuringBudget(TimeProvider clock, long started, TimeSpan? time)
{
    // What a launch pair of a benchmark costs until some have shown it: start, warm-up and slices of both sides.
    private static readonly TimeSpan FirstGuess = TimeSpan.FromSeconds(3);

    private readonly long _measuring = clock.GetTimestamp();
    private double _launches;

    /// <summary>Whether something was left out because of it.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>The sentence's beginning that says so.</summary>
    public string Ended => $"The budget of {TimeLeft.Text(time ?? TimeSpan.Zero)} was spent";

    /// <summary>What a launch pair of a benchmark that takes turns costs, as far as is known.</summary>
    public TimeSpan Each => _launches == 0 ? FirstGuess : clock.GetElapsedTime(_measuring) / _launches;

    /// <summary>Whether there is time left for launch pairs; there may still be for fewer.</summary>
    public bool Allows(double launches)
    {
        var isCovered = Covers(launches);
        IsSpent |= !isCovered;
        return isCovered;
    }

    /// <summary>Whether there is time for so many launch pairs of a benchmark, as far as is known.</summary>
    public bool Covers(double launches) => time is not { } limit || clock.GetElapsedTime(started) + (Each * launches) <= limit;

    /// <summary>Counts launch pairs.</summary>
    public void Spent(double launches) => _launches += launches;
}
