using System.Collections.Immutable;
using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Baselines;

/// <summary>A commit whose baseline would do.</summary>
internal sealed record BaselinePlace(BaselineMatch Match, string Commit, int Distance);

/// <summary>What is known before the places are held against what is wanted.</summary>
/// <param name="BaseCommit">The base commit's id.</param>
/// <param name="Places">Where to look, best first.</param>
/// <param name="Stored">What is stored.</param>
/// <param name="End">Why the places end; null where no further ones were needed.</param>
internal sealed record BaselineGround(string BaseCommit, ImmutableArray<BaselinePlace> Places, BaselineList Stored, WalkEnd? End);

/// <summary>A search for a baseline of one suite: what was asked for, where it was looked for, and what is there.</summary>
internal sealed class BaselineSearch
{
    private readonly ILookup<string, BaselineHeader> _records;

    /// <param name="ground">Where to look.</param>
    /// <param name="query">What is asked for.</param>
    /// <param name="suite">The suite; null for any.</param>
    /// <param name="unusable">Ids of records whose samples turned out to be no samples.</param>
    public BaselineSearch(BaselineGround ground, BaselineQuery query, string? suite, IReadOnlySet<string> unusable)
    {
        Ground = ground;
        Environment = query.Environment;
        Suite = suite;
        _records = ground.Stored.Records
            .Where(record => query.MayBeOf(record, suite) && !unusable.Contains(record.Id))
            .ToLookup(record => record.Commit, StringComparer.Ordinal);
        Found = ground.Places.FirstOrDefault(place => At(place, Environment?.Key).Count > 0);
        FoundForeign = Found is null ? ground.Places.FirstOrDefault(place => _records.Contains(place.Commit)) : null;
        PassedOver = [.. ground.Places.TakeWhile(place => place != Found)];
    }

    public BaselineGround Ground { get; }

    public HostEnvironment? Environment { get; }

    public string? Suite { get; }

    /// <summary>The best place that has a baseline from the environment asked for.</summary>
    public BaselinePlace? Found { get; }

    /// <summary>Where there is none: the best place that has one from another environment.</summary>
    public BaselinePlace? FoundForeign { get; }

    /// <summary>The places that would have been better.</summary>
    public ImmutableArray<BaselinePlace> PassedOver { get; }

    /// <summary>Records of a place from an environment: those that say the suite, and without them those that say none.</summary>
    public IReadOnlyList<BaselineHeader> At(BaselinePlace place, string? environmentKey)
    {
        var records = _records[place.Commit].Where(record => record.Environment.Key == environmentKey).ToList();
        var named = records.FindAll(record => record.Suite == Suite);
        return named.Count > 0 ? named : records;
    }

    /// <summary>The newest record of a place.</summary>
    public BaselineHeader? NewestAt(BaselinePlace place) => _records[place.Commit].MaxBy(record => (record.Time, record.Id));
}
