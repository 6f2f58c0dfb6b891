using System.IO.Enumeration;
using PerfGate.Analysis.Model;

namespace PerfGate.Analysis.Policy;

/// <summary>Matching of the patterns in a policy.</summary>
public static class BenchmarkPattern
{
    private const int MostOnStack = 256;

    /// <summary>
    /// Whether a glob matches a benchmark: its full name, or its full name without parameters, so that a method's name covers all its
    /// cases. Matching is case-sensitive.
    /// </summary>
    /// <param name="pattern">The glob; <c>*</c> and <c>?</c> are wildcards.</param>
    /// <param name="id">Which benchmark.</param>
    /// <returns>Whether it matches.</returns>
    /// <exception cref="ArgumentNullException">The pattern or the id is null.</exception>
    public static bool Matches(string pattern, BenchmarkId id)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(id);

        // Each rule is held against each benchmark several times: the name is written where it is read, not into a text of its own.
        Span<char> name = id.FullNameLength <= MostOnStack ? stackalloc char[id.FullNameLength] : new char[id.FullNameLength];
        id.WriteFullName(name);

        // What begins otherwise needs no search.
        var special = pattern.AsSpan().IndexOfAny('*', '?', '\\');
        if (special > 0 && !name.StartsWith(pattern.AsSpan(0, special))) return false;
        return FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false)
            || (id.Parameters.Length > 0 && FileSystemName.MatchesSimpleExpression(pattern, name[..id.MethodNameLength], ignoreCase: false));
    }
}
