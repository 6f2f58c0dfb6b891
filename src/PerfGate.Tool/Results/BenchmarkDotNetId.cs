using System.Security.Cryptography;
using System.Text;
using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Results;

/// <summary>Works out the identity of an entry of a BenchmarkDotNet export.</summary>
internal static class BenchmarkDotNetId
{
    /// <param name="names">What the entry says.</param>
    /// <param name="hostRuntime">Runtime of the process that started the benchmarks: the one of a job that names none.</param>
    public static BenchmarkId Create(BenchmarkDotNetNames names, string hostRuntime)
    {
        var parameters = DisplayedParameters(names.DisplayInfo, names.Parameters);
        var (job, runtime) = BenchmarkDotNetJob.Parse(JobInfo(names, parameters));
        return new BenchmarkId(
            names.Namespace,
            TypeWithOuterTypes(names),
            names.Method,
            WithDigest(parameters ?? names.Parameters.Replace("&", ", ", StringComparison.Ordinal), names.FullName),
            job,
            runtime.Length == 0 ? hostRuntime : runtime);
    }

    /// <summary>
    /// The parameters as they stand at the end of the display text: there they are separated by a comma, in the entry by an ampersand that
    /// may as well belong to a value. Comparing both from their ends tells the two apart. Null when the text does not end with them.
    /// </summary>
    private static string? DisplayedParameters(string display, string parameters)
    {
        if (parameters.Length == 0 || !display.EndsWith(']')) return null;
        var start = display.Length - 1;
        for (var at = parameters.Length - 1; at >= 0; at--)
        {
            var before = display.AsSpan(0, start);
            if (before.EndsWith([parameters[at]])) start--;
            else if (parameters[at] == '&' && before.EndsWith(", ")) start -= 2;
            else return null;
        }

        return display.AsSpan(0, start).EndsWith(" [") ? display[start..^1] : null;
    }

    private static string JobInfo(BenchmarkDotNetNames names, string? parameters)
    {
        var display = parameters is null ? names.DisplayInfo : names.DisplayInfo[..^(parameters.Length + " []".Length)];
        var title = $"{names.Type}.{names.MethodTitle}: ";
        if (display.StartsWith(title, StringComparison.Ordinal)) return display[title.Length..];
        var colon = display.IndexOf(": ", StringComparison.Ordinal);
        return colon < 0 ? "" : display[(colon + 2)..];
    }

    /// <summary>Only the full name says of a nested type where it is nested: <c>Outer+Inner</c>.</summary>
    private static string TypeWithOuterTypes(BenchmarkDotNetNames names)
    {
        var start = names.Namespace.Length == 0 ? 0 : names.Namespace.Length + 1;
        var type = names.FullName.IndexOf($"{names.Type}.{names.Method}", StringComparison.Ordinal);
        return type > start && names.FullName[type - 1] == '+' ? names.FullName[start..type] + names.Type : names.Type;
    }

    /// <summary>
    /// BenchmarkDotNet shortens long values to <c>abc(...)xyz [40]</c>. What was cut out may be all that differs, so a digest of
    /// the full values is added.
    /// </summary>
    private static string WithDigest(string parameters, string fullName)
    {
        if (!parameters.Contains("(...)", StringComparison.Ordinal) || fullName.Length == 0) return parameters;
        return $"{parameters} #{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(fullName)))[..8]}";
    }
}
