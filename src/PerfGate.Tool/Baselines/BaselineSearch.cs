using System.Collections.Immutable;
using PerfGate.Tool.Git;

namespace PerfGate.Tool.Baselines;

/// <summary>A commit whose baseline would do.</summary>
internal sealed record BaselinePlace(BaselineMatch Match, string Commit, int Distance);

/// <summary>A search for a baseline: what was asked for, where it was looked for, and what is there.</summary>
internal sealed class BaselineSearch
{
    private readonly ILookup<string, BaselineHeader> records;

    /// <param name="baseCommit">The base commit's id.</param>
    /// <param name="environmentKey">The environment asked for.</param>
    /// <param name="places">Where to look, best first.</param>
    /// <param name="stored">What is stored.</param>
    /// <param name="end">Why the places end; null where no further ones were needed.</param>
    public BaselineSearch(string baseCommit, string environmentKey, ImmutableArray<BaselinePlace> places, BaselineList stored, WalkEnd? end)
    {
        BaseCommit = baseCommit;
        EnvironmentKey = environmentKey;
        Stored = stored;
        End = end;
        records = stored.Records.ToLookup(record => record.Commit, StringComparer.Ordinal);
        Found = places.FirstOrDefault(place => records[place.Commit].Any(IsWanted));
        FoundForeign = Found is null ? places.FirstOrDefault(place => records.Contains(place.Commit)) : null;
        PassedOver = [.. places.TakeWhile(place => place != Found)];
    }

    public string BaseCommit { get; }

    public string EnvironmentKey { get; }

    public BaselineList Stored { get; }

    public WalkEnd? End { get; }

    /// <summary>The best place that has a baseline from the environment asked for.</summary>
    public BaselinePlace? Found { get; }

    /// <summary>Where there is none: the best place that has one from another environment.</summary>
    public BaselinePlace? FoundForeign { get; }

    /// <summary>The places that would have been better.</summary>
    public ImmutableArray<BaselinePlace> PassedOver { get; }

    /// <summary>The newest record of a place.</summary>
    public BaselineHeader? NewestAt(BaselinePlace place) => records[place.Commit].MaxBy(record => (record.Time, record.Id));

    private bool IsWanted(BaselineHeader record) => record.Environment.Key == EnvironmentKey;
}
