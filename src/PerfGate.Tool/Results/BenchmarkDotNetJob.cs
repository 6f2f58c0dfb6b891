using System.Buffers;

namespace PerfGate.Tool.Results;

/// <summary>Takes the job in a benchmark's display text apart.</summary>
internal static class BenchmarkDotNetJob
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>
    /// <c>Job-ABCDEF(Server=True, Runtime=.NET 8.0)</c>: the characteristics are the job's identity, its name only where it has none.
    /// Their order differs between versions, hence the sorting.
    /// </summary>
    public static (string Job, string Runtime) Parse(string info)
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
        var end = text.IndexOfAnyExcept(NameCharacters);
        return end > 0 && text[end] == '=' && char.IsAsciiLetterUpper(text[0]);
    }

    private static bool IsRandomName(string name) =>
        name.Length == "Job-ABCDEF".Length && name.StartsWith("Job-", StringComparison.Ordinal) && name[4..].All(char.IsAsciiLetterUpper);
}
