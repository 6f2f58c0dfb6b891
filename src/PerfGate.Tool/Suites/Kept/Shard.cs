using System.Globalization;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Suites.Kept;

/// <summary>One of several parts of a measurement, each of which is measured by a job of its own.</summary>
/// <param name="Index">From 1.</param>
/// <param name="Count">How many there are.</param>
internal sealed record Shard(int Index, int Count)
{
    /// <summary>More shards than this are a typing error.</summary>
    public const int Most = 1000;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");

    /// <summary>Reads <c>2/4</c>.</summary>
    /// <exception cref="PerfGateException">It is not that.</exception>
    public static Shard Parse(string text)
    {
        var parts = text.Split('/');
        if (parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && index >= 1 && index <= count && count <= Most)
        {
            return new Shard(index, count);
        }

        throw new PerfGateException(
            ErrorCode.InvalidArguments,
            "--shard",
            $"'{text}' is not I/N",
            "Name this job's number and how many there are, for example --shard 2/4.");
    }

    /// <summary>
    /// Shares out all parts: the most expensive first, each to the shard that has least. The same parts and costs yield the same plan on
    /// every machine.
    /// </summary>
    /// <param name="parts">Names with their expected cost.</param>
    public ShardPlan Plan(IEnumerable<(string Name, double Cost)> parts)
    {
        var load = new double[Count];
        var plan = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, cost) in parts.OrderByDescending(part => part.Cost).ThenBy(part => part.Name, StringComparer.Ordinal))
        {
            var shard = Array.IndexOf(load, load.Min());
            load[shard] += cost;
            plan[name] = shard + 1;
        }

        return new ShardPlan(this, plan);
    }
}
