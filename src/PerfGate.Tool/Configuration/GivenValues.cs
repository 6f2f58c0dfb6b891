namespace PerfGate.Tool.Configuration;

/// <summary>A value that somebody gave for this run.</summary>
/// <param name="Text">As it was written; never empty.</param>
/// <param name="Origin">The option or the variable that holds it: an error names what its user wrote.</param>
internal sealed record GivenValue(string Text, string Origin)
{
    /// <summary>A value; null for an empty one, which says nothing: <c>--against "$BASE"</c> in a script without a base.</summary>
    public static GivenValue? Of(string? text, string origin) => string.IsNullOrEmpty(text) ? null : new GivenValue(text, origin);
}

/// <summary>What the command line says, and where it says nothing, the environment.</summary>
/// <param name="variable">Yields the value of an environment variable.</param>
internal sealed class GivenValues(Func<string, string?> variable)
{
    /// <summary>The value of an option, else of the variable of its name: <c>PERFGATE_FAIL_ON</c> for <c>--fail-on</c>.</summary>
    public GivenValue? Find(string option, string? flag = null)
    {
        var name = "PERFGATE_" + option[2..].Replace('-', '_').ToUpperInvariant();
        return GivenValue.Of(flag, option) ?? GivenValue.Of(variable(name), name);
    }

    /// <summary>The entries of an option that can be repeated, else the one of its variable; null where there are none.</summary>
    public IReadOnlyList<string>? FindAll(string option, IReadOnlyList<string> flags)
    {
        var entries = flags.Where(entry => entry.Length > 0).ToList();
        if (entries.Count > 0) return entries;
        return Find(option) is { } value ? [value.Text] : null;
    }
}
