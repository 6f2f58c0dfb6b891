using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PerfGate.MSBuild;

/// <summary>
/// Remembers what passed. It holds a digest of all that the verdict follows from, so that a file that was deleted or replaced by an older
/// one, or a changed property, is seen as well as a newer file.
/// </summary>
internal sealed class Stamp(string path, string digest)
{
    private const string ConfigurationName = "perfgate.json";

    /// <summary>Whether this digest is what passed last. A stamp that cannot be read says nothing, and the gate runs.</summary>
    public bool IsCurrent
    {
        get
        {
            var isCurrent = false;
            Try(() => isCurrent = File.Exists(path) && string.Equals(File.ReadAllText(path), digest, StringComparison.Ordinal));
            return isCurrent;
        }
    }

    /// <summary>Remembers. Where that cannot be done the gate runs again, and nothing else is lost.</summary>
    public void Write() => Try(() =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, digest);
    });

    /// <summary>Forgets, before a run whose answer is not known yet.</summary>
    public void Clear() => Try(() => File.Delete(path));

    /// <summary>Digest of texts, of the state of files and folders, and of every configuration from a folder upward.</summary>
    public static string DigestOf(IEnumerable<string> texts, IEnumerable<string> paths, string folder)
    {
        var facts = new StringBuilder();
        foreach (var text in texts) facts.Append(text).Append('\0');
        foreach (var path in paths.Concat(Configurations(folder))) Add(facts, path);
        using var hash = SHA256.Create();
        return BitConverter.ToString(hash.ComputeHash(Encoding.UTF8.GetBytes(facts.ToString()))).Replace("-", "");
    }

    /// <summary>
    /// What may be paths elsewhere than in the properties: a configuration that the variable names, and what stands in one word with an
    /// option. What follows an option is an argument of its own.
    /// </summary>
    public static IEnumerable<string> NamedPaths(IEnumerable<string> arguments, string? variable) => arguments
        .Where(argument => argument.StartsWith("-", StringComparison.Ordinal) && argument.IndexOfAny(['=', ':']) > 0)
        .Select(argument => argument.Substring(argument.IndexOfAny(['=', ':']) + 1))
        .Append(variable ?? "")
        .Where(path => path.Length > 0);

    private static IEnumerable<string> Configurations(string? folder)
    {
        for (; folder is not null; folder = Path.GetDirectoryName(folder)) yield return Path.Combine(folder, ConfigurationName);
    }

    private static void Add(StringBuilder facts, string path)
    {
        var files = Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).OrderBy(name => name, StringComparer.Ordinal)
            : Enumerable.Repeat(path, 1);
        foreach (var file in files.Select(name => new FileInfo(name)))
        {
            facts.Append(file.FullName).Append('\0');
            if (file.Exists) facts.AppendFormat(CultureInfo.InvariantCulture, "{0}@{1}", file.Length, file.LastWriteTimeUtc.Ticks);
            facts.Append('\0');
        }
    }

    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // A stamp that stays holds a digest, which no longer matches what changed.
        }
    }
}
