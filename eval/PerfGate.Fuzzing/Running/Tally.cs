using System.Text.Json;

namespace PerfGate.Fuzzing.Running;

/// <summary>What all inputs of a reader came to.</summary>
internal sealed class Tally
{
    // Below this, what a reader allocates for any input hides what it allocates for each byte.
    private const int Large = 64 << 10;
    private const int MostOutcomes = 50_000;

    public long Inputs { get; set; }

    public double Seconds { get; set; }

    public long Accepted { get; set; }

    public double SlowestMilliseconds { get; set; }

    public long SlowestBytes { get; set; }

    /// <summary>Most bytes allocated for each byte of an input of 64 kB or more.</summary>
    public double MostForEach { get; set; }

    /// <summary>Most bytes allocated for an input under 64 kB.</summary>
    public long MostForSmall { get; set; }

    public SortedSet<string> Outcomes { get; init; } = new(StringComparer.Ordinal);

    /// <summary>How often each promise was broken.</summary>
    public SortedDictionary<string, int> Findings { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Counts a trial.</summary>
    /// <returns>Whether it led to something new.</returns>
    public bool Add(Trial trial, int length)
    {
        Inputs++;
        if (trial.Accepted) Accepted++;
        if (trial.Milliseconds > SlowestMilliseconds) (SlowestMilliseconds, SlowestBytes) = (trial.Milliseconds, length);
        if (length >= Large) MostForEach = Math.Max(MostForEach, (double)trial.Allocated / length);
        else MostForSmall = Math.Max(MostForSmall, trial.Allocated);
        if (trial.Problem is { } problem) Findings[problem.Signature] = Findings.GetValueOrDefault(problem.Signature) + 1;
        var known = Outcomes.Count;
        if (known < MostOutcomes) Outcomes.UnionWith(trial.Outcomes);
        return Outcomes.Count > known;
    }

    public void Add(Tally other)
    {
        Inputs += other.Inputs;
        Seconds += other.Seconds;
        Accepted += other.Accepted;
        if (other.SlowestMilliseconds > SlowestMilliseconds)
            (SlowestMilliseconds, SlowestBytes) = (other.SlowestMilliseconds, other.SlowestBytes);
        MostForEach = Math.Max(MostForEach, other.MostForEach);
        MostForSmall = Math.Max(MostForSmall, other.MostForSmall);
        Outcomes.UnionWith(other.Outcomes);
        foreach (var (signature, count) in other.Findings) Findings[signature] = Findings.GetValueOrDefault(signature) + count;
    }

    public void Write(string path)
    {
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(this));
        File.Move(path + ".new", path, overwrite: true);
    }

    public static Tally Read(string path) => File.Exists(path) ? JsonSerializer.Deserialize<Tally>(File.ReadAllText(path))! : new Tally();
}
