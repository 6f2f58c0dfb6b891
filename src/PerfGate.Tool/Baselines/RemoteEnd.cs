using System.Security.Cryptography;
using System.Text;

namespace PerfGate.Tool.Baselines;

/// <summary>
/// One end of a remote: the one that is fetched from, or the one that is pushed to. What was seen there is remembered for its address
/// alone: of another remote it says nothing, and records that only this one has would be taken for known there.
/// </summary>
/// <param name="Name">What git is told: the remote's name, or an address that git has no name for.</param>
/// <param name="Address">Where it is.</param>
internal sealed record RemoteEnd(string Name, string Address)
{
    /// <summary>Where this clone remembers what it has taken over from there.</summary>
    public string Mirror { get; } = $"refs/perfgate/remote/{Key(Address)}/v1";

    /// <summary>Where a fetch puts what is there; the mirror follows once it has been taken over.</summary>
    public string Fetched { get; } = $"refs/perfgate/remote/{Key(Address)}/fetched";

    private static string Key(string address) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(WithoutUser(address))))[..16];

    // A CI system may hand out another password each time, and it is the same remote all the same.
    private static string WithoutUser(string address)
    {
        var start = address.IndexOf("://", StringComparison.Ordinal) + "://".Length;
        if (start < "://".Length) return address;
        var slash = address.IndexOf('/', start);
        var at = address.AsSpan(0, slash < 0 ? address.Length : slash).LastIndexOf('@');
        return at < start ? address : $"{address.AsSpan(0, start)}{address.AsSpan(at + 1)}";
    }
}
