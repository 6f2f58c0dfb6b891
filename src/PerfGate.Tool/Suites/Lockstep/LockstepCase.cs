using System.Text.RegularExpressions;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Results;

namespace PerfGate.Tool.Suites.Lockstep;

/// <summary>A benchmark with its parameters, as the host announces it.</summary>
/// <param name="Name">What the host calls it.</param>
/// <param name="Method">The benchmark without its parameters, as BenchmarkDotNet lists it.</param>
/// <param name="Id">Its identity, as its results have it.</param>
/// <param name="TakesTurns">Whether it can be measured in lockstep.</param>
/// <param name="HasJobs">Whether it has jobs of its own.</param>
internal sealed partial record LockstepCase(string Name, string Method, BenchmarkId Id, bool TakesTurns, bool HasJobs)
{
    private const int Fields = 9;

    /// <summary>Reads <c>way, method, name, namespace, type, method name, title, parameters, display text</c>, separated by tabs.</summary>
    /// <exception cref="HostFailedException">It is not that.</exception>
    public static LockstepCase Parse(string line)
    {
        var parts = Array.ConvertAll(line.Split('\t'), Unescape);
        if (parts.Length != Fields) throw new HostFailedException("its host and the tool do not understand each other");
        var names = new BenchmarkDotNetNames(parts[8], parts[3], parts[4], parts[5], parts[6], parts[7], parts[2]);

        // What runs in the host has the default job; its runtime is told by its results.
        var id = BenchmarkDotNetId.Create(names, hostRuntime: "") with { Job = "" };
        return new LockstepCase(parts[2], parts[1], id, TakesTurns: parts[0] == "turn", HasJobs: parts[0] == "job");
    }

    private static string Unescape(string text) => Escaped().Replace(text, match => match.Value[1] switch
    {
        't' => "\t",
        'r' => "\r",
        'n' => "\n",
        _ => "\\",
    });

    [GeneratedRegex(@"\\[trn\\]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Escaped();
}
