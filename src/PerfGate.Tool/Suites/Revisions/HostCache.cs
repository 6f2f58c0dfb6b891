using System.Security.Cryptography;
using System.Text;
using PerfGate.Tool.Suites.Building;

namespace PerfGate.Tool.Suites.Revisions;

/// <summary>
/// Built hosts of revisions, kept by the tree that they were built from, so that the next check in the same folder does not build its base
/// again. A host is run from a copy: what a benchmark writes beside itself does not come back.
/// </summary>
internal sealed class HostCache(string folder, TimeProvider clock)
{
    // A check has one base; a few more serve whoever goes back and forth between branches.
    private const int Kept = 4;
    private const string Name = "host.txt";

    /// <summary>What a host depends on, as a name for a folder.</summary>
    /// <param name="tree">Tree id of the revision.</param>
    /// <param name="project">Path of the project within it.</param>
    /// <param name="framework">Target framework that was asked for.</param>
    /// <param name="sdk">Version of the SDK that builds it: another one has another compiler.</param>
    /// <param name="surroundings">What reaches its build from outside the revision.</param>
    /// <param name="filter">
    /// The benchmarks of which it is known that this host runs all of them; the suite's own program, which may have others, is not kept.
    /// </param>
    public static string Key(
        string tree, string project, string? framework, string sdk, string surroundings, IReadOnlyList<string> filter)
    {
        // Another PerfGate has another host.
        var version = typeof(HostCache).Assembly.ManifestModule.ModuleVersionId;
        var globs = BenchmarkFilter.SelectsAll(filter) ? "*" : string.Join('\n', filter.Order(StringComparer.Ordinal));
        var rest = SHA256.HashData(Encoding.UTF8.GetBytes($"{project}\n{framework}\n{sdk}\n{version}\n{globs}\n{surroundings}"));
        return $"{tree}-{Convert.ToHexStringLower(rest)[..12]}";
    }

    /// <summary>A copy of a kept host in a folder of its own, or null when none is kept.</summary>
    /// <param name="key">Its <see cref="Key"/>.</param>
    /// <param name="target">Folder to copy it to; it need not exist.</param>
    public SuiteProgram? TryTake(string key, string target)
    {
        var kept = new DirectoryInfo(Path.Combine(folder, key));
        try
        {
            if (!kept.Exists) return null;
            Copy(kept, target);
            kept.LastWriteTimeUtc = clock.GetUtcNow().UtcDateTime;
            var lines = File.ReadAllLines(Path.Combine(target, Name));
            return lines is [var assembly, var suite] && File.Exists(Path.Combine(target, assembly))
                ? new SuiteProgram(Path.Combine(target, assembly), [suite])
                : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Somebody clears it at this moment, or another user owns it: the revision is built instead.
            return null;
        }
    }

    /// <summary>Keeps a host; the longest unused ones give way. A cache that cannot be written is no error.</summary>
    public void Add(string key, SuiteProgram host)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var beside = Path.Combine(folder, $".{Guid.NewGuid():N}");
            Copy(new DirectoryInfo(host.Folder), beside);
            File.WriteAllLines(Path.Combine(beside, Name), [Path.GetFileName(host.Assembly), .. host.Prefix]);
            if (Directory.Exists(Path.Combine(folder, key))) Directory.Delete(beside, recursive: true);
            else Directory.Move(beside, Path.Combine(folder, key));

            var newestFirst = new DirectoryInfo(folder).GetDirectories().OrderByDescending(entry => entry.LastWriteTimeUtc);
            foreach (var old in newestFirst.Skip(Kept)) old.Delete(recursive: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The next check builds it again.
        }
    }

    private static void Copy(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in from.GetFiles()) file.CopyTo(Path.Combine(to, file.Name), overwrite: true);
        foreach (var inner in from.GetDirectories()) Copy(inner, Path.Combine(to, inner.Name));
    }
}
