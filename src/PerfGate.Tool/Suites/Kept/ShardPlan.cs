using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PerfGate.Tool.Suites.Kept;

/// <summary>Which part belongs to which shard.</summary>
internal sealed record ShardPlan(Shard Shard, IReadOnlyDictionary<string, int> Parts)
{
    /// <summary>The parts of this shard.</summary>
    public IReadOnlySet<string> Own => Parts
        .Where(part => part.Value == Shard.Index)
        .Select(part => part.Key)
        .ToHashSet(StringComparer.Ordinal);

    public ShardFacts Facts => new(Shard.Index, Shard.Count, Digest(), Own.Count, Parts.Count);

    private string Digest()
    {
        var text = string.Join('\n', Parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Value} {part.Key}")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }
}
