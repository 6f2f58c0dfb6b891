using System.Globalization;

namespace PerfGate.Tool.Publishing;

/// <summary>A workflow's run and its attempt; a later one is larger.</summary>
internal sealed record RunIdentity(long Id, int Attempt)
{
    public static RunIdentity? Parse(string? text)
    {
        var parts = (text ?? "").Split('.');
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var attempt)
            ? new RunIdentity(id, attempt)
            : null;
    }

    public bool IsNewerThan(RunIdentity other) => (Id, Attempt).CompareTo((other.Id, other.Attempt)) > 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Id}.{Attempt}");
}
