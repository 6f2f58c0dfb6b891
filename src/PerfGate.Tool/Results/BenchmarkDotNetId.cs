using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Results;

/// <summary>What a BenchmarkDotNet export says of which benchmark an entry is.</summary>
/// <param name="DisplayInfo"><c>Type.MethodTitle: Job [Parameters]</c>; the only place where the job stands.</param>
/// <param name="MethodTitle">The method's name, or its description.</param>
/// <param name="Parameters"><c>A=1&amp;B=2</c>.</param>
/// <param name="FullName">Namespace, outer types, type, method and the parameters' full values.</param>
internal sealed record BenchmarkDotNetNames(
    string DisplayInfo = "",
    string Namespace = "",
    string Type = "",
    string Method = "",
    string MethodTitle = "",
    string Parameters = "",
    string FullName = "")
{
    /// <summary>A copy with one property set, by its name in the JSON.</summary>
    public BenchmarkDotNetNames With(string name, string text) => name switch
    {
        nameof(DisplayInfo) => this with { DisplayInfo = text },
        nameof(Namespace) => this with { Namespace = text },
        nameof(Type) => this with { Type = text },
        nameof(Method) => this with { Method = text },
        nameof(MethodTitle) => this with { MethodTitle = text },
        nameof(Parameters) => this with { Parameters = text },
        nameof(FullName) => this with { FullName = text },
        _ => this,
    };
}

/// <summary>Works out the identity of an entry of a BenchmarkDotNet export.</summary>
internal static class BenchmarkDotNetId
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    /// <param name="names">What the entry says.</param>
    /// <param name="hostRuntime">Runtime of the process that started the benchmarks: the one of a job that names none.</param>
    public static BenchmarkId Create(BenchmarkDotNetNames names, string hostRuntime)
    {
        var parameters = DisplayedParameters(names.DisplayInfo, names.Parameters);
        var (job, runtime) = ParseJob(JobInfo(names, parameters));
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

    /// <summary>
    /// <c>Job-ABCDEF(Server=True, Runtime=.NET 8.0)</c>: the characteristics are the job's identity, its name only where it has none.
    /// Their order differs between versions, hence the sorting.
    /// </summary>
    private static (string Job, string Runtime) ParseJob(string info)
    {
        var start = 0;
        while (start < info.Length && !(info[start] == '(' && StartsCharacteristic(info.AsSpan(start + 1)))) start++;
        if (start == info.Length || !info.EndsWith(')')) return (info is "DefaultJob" or "Default" || IsRandomName(info) ? "" : info, "");

        const string runtime = "Runtime=";
        var characteristics = SplitCharacteristics(info[(start + 1)..^1]);
        characteristics.Sort(StringComparer.Ordinal);
        return (
            string.Join(", ", characteristics.Where(characteristic => !characteristic.StartsWith(runtime, StringComparison.Ordinal))),
            characteristics.Find(characteristic => characteristic.StartsWith(runtime, StringComparison.Ordinal))?[runtime.Length..] ?? "");
    }

    /// <summary>A value may hold a comma itself, an environment variable for example; a separating one is followed by a name.</summary>
    private static List<string> SplitCharacteristics(string text)
    {
        var parts = new List<string>();
        var start = 0;
        for (var comma = 0; (comma = text.IndexOf(", ", comma, StringComparison.Ordinal)) >= 0; comma += 2)
        {
            if (!StartsCharacteristic(text.AsSpan(comma + 2))) continue;
            parts.Add(text[start..comma]);
            start = comma + 2;
        }

        parts.Add(text[start..]);
        return parts;
    }

    /// <summary>Whether it begins with a name in Pascal case and an equals sign.</summary>
    private static bool StartsCharacteristic(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf('=');
        return end > 0 && char.IsAsciiLetterUpper(text[0]) && text[..end].IndexOfAnyExcept(NameCharacters) < 0;
    }

    private static bool IsRandomName(string name) =>
        name.Length == "Job-ABCDEF".Length && name.StartsWith("Job-", StringComparison.Ordinal) && name[4..].All(char.IsAsciiLetterUpper);

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
