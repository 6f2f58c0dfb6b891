using System.Collections.Immutable;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Git;
using PerfGate.Tool.Phrasing;

namespace PerfGate.Tool.Baselines;

/// <summary>Says which baseline was chosen and why.</summary>
internal static class BaselineExplanation
{
    /// <param name="searches">The searches, one a suite.</param>
    /// <param name="chosen">What they found.</param>
    /// <param name="foreign">Where they found nothing: the nearest from another environment.</param>
    public static string Of(ImmutableArray<BaselineSearch> searches, BaselineCandidate? chosen, BaselineCandidate? foreign)
    {
        // Suites that a matrix or a path filter measured at different commits are told one by one.
        var groups = searches.GroupBy(search => search.Found).ToList();
        var text = string.Join(' ', groups.Select(group => groups.Count == 1
            ? Sentence(group.First())
            : $"{string.Join(", ", group.Select(search => SafeText.Name(search.Suite ?? "")))}: {Sentence(group.First())}"));
        if (foreign is not null)
        {
            text += $" The nearest from another environment is that of {GitId.Short(foreign.Commit)}{Where(foreign)}: "
                + $"{Differences(searches[0].Environment, foreign)}.";
        }

        if ((chosen ?? foreign)?.Results.Provenance.Dirty == true) text += " It was measured with uncommitted changes.";
        return text;
    }

    private static string Sentence(BaselineSearch search)
    {
        var start = GitId.Short(search.Ground.BaseCommit);
        return search.Found switch
        {
            null =>
                $"There is no baseline from this environment at the base commit {start} or before it: {PassedOver(search)}."
                    + Limits(search.Ground.End),
            { Match: BaselineMatch.Own } => $"The base commit {start} has a baseline of its own.",
            { Match: BaselineMatch.SameTree } found =>
                $"The base commit {start} has no baseline of its own from this environment; "
                    + $"that of {GitId.Short(found.Commit)} is of exactly the same sources (the same tree).",
            var found =>
                $"The nearest baseline is that of {GitId.Short(found.Commit)}, "
                    + $"{Phrase.Count(found.Distance, "commit")} before the base commit {start}: {PassedOver(search)}.",
        };
    }

    private static string PassedOver(BaselineSearch search)
    {
        var newest = search.PassedOver.Select(search.NewestAt).ToList();
        var without = newest.Count(record => record is null);
        var foreign = newest.OfType<BaselineHeader>().ToList();
        var noun = search.Found is null ? "commit" : "nearer commit";
        var parts = new List<string>();
        if (without > 0) parts.Add($"{Phrase.Count(without, noun)} {(without == 1 ? "has" : "have")} none");
        if (foreign.Count > 0)
        {
            var differences = foreign.SelectMany(record => DifferentFacts(search.Environment, record.Environment))
                .Select(fact => fact.Here.Name)
                .Distinct(StringComparer.Ordinal);
            var have = foreign.Count == 1 ? "has" : "have";
            parts.Add($"{Phrase.Count(foreign.Count, noun)} {have} one from another {string.Join(", ", differences)}");
        }

        return string.Join("; ", parts);
    }

    private static string Limits(WalkEnd? end) => end switch
    {
        WalkEnd.Limit => $" The search ends {Phrase.Count(BaselineSelection.Reach, "commit")} back.",
        WalkEnd.Shallow => " The search ends where this shallow clone does.",
        WalkEnd.Missing => " The base commit is not in this clone, so its tree and its ancestors are not known here.",
        _ => "",
    };

    private static string Where(BaselineCandidate candidate) => candidate.Match switch
    {
        BaselineMatch.Own => ", the base commit itself",
        BaselineMatch.SameTree => ", which has the same tree",
        _ => $", {Phrase.Count(candidate.Distance, "commit")} before it",
    };

    private static string Differences(HostEnvironment? environment, BaselineCandidate foreign) => string.Join(
        ", ",
        DifferentFacts(environment, foreign.Results.Environment)
            .Select(fact => $"{fact.Here.Name} '{SafeText.Name(fact.There.Value)}' instead of '{SafeText.Name(fact.Here.Value)}'"));

    private static IEnumerable<(EnvironmentFact Here, EnvironmentFact There)> DifferentFacts(HostEnvironment? here, HostEnvironment there) =>
        (here ?? new HostEnvironment()).KeyFacts.Zip(there.KeyFacts).Where(fact => fact.First != fact.Second);
}
