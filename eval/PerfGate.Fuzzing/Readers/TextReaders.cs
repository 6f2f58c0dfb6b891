using System.Globalization;
using System.Text;
using PerfGate.Fuzzing.Seeds;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Git;
using PerfGate.Tool.GitHub;
using PerfGate.Tool.Processes;
using PerfGate.Tool.Publishing;
using PerfGate.Tool.Reporting;
using PerfGate.Tool.Suites.Lockstep;
using PerfGate.Tool.Suites.Sources;

namespace PerfGate.Fuzzing.Readers;

/// <summary>Small parsers of text that somebody else wrote.</summary>
internal static class TextReaders
{
    /// <summary>What a host says of a benchmark.</summary>
    public static Reader Case() => new(
        "case",
        InputShape.Text,
        () => Texts(
            "turn\tN.T.M\tN.T.M(A: 1)\tN\tT\tM\tM\tA=1\tT.M: DefaultJob [A=1]",
            "own\tN.T<Int32>.M\tN.T<Int32>.M(text: \"a\\tb\")\tN\tT<Int32>\tM\t'title'\ttext=a(...)b [40]\t"
                + "T<Int32>.title: Job-ABCDEF(Server=True, Runtime=.NET 8.0) [text=a(...)b [40]]"),
        bytes => ReadCase(Encoding.UTF8.GetString(bytes)))
    {
        Words = ["\t", "\\t", "\\", "[", "]", ", ", "&", "(...)", "Runtime=", "(A=", ": ", "+"],
        LongestInput = 16 << 20,
    };

    private static Reading ReadCase(string line)
    {
        try
        {
            return new Reading(Accepted: true, LockstepCase.Parse(line).TakesTurns ? "turn" : "own");
        }
        catch (HostFailedException refusal)
        {
            return Reading.Refused(refusal.Message);
        }
    }

    /// <summary>Headers, comments, trees of git, and what an operating system writes about itself.</summary>
    public static Reader Texts() => new(
        "texts",
        InputShape.Text,
        () => Texts(
            "<https://api.github.com/repos/o/w/issues/7/comments?page=2>; rel=\"next\", <https://api.github.com/x?page=9>; rel=\"last\"",
            $"{CommentMarker.Of("default")}\n{CommentMarker.OfRun("500.1")}\n\ntext\n\n{CommentMarker.OfState(CommentState.Open)}\n",
            "100644 ab\0aaaaaaaaaaaaaaaaaaaa40000 cd\0bbbbbbbbbbbbbbbbbbbb",
            "processor\t: 0\nmodel name\t: AMD EPYC\nflags\t\t: fpu hypervisor\ncpu  1 2 3 4 5 6 7 8 9 10\n",
            "0.50 0.40 0.30 1/100 1234",
            "100000 100000\nnr_periods 5\nnr_throttled 1\n"),
        bytes =>
        {
            var text = Encoding.UTF8.GetString(bytes);
            // A server's header is no longer than what the HTTP client takes.
            var link = LinkHeader.Next(text[..Math.Min(text.Length, 64 << 10)]);
            object?[] found =
            [
                link, CommentMarker.StateOf(text), CommentMarker.RunOf(text), RunIdentity.Parse(CommentMarker.RunOf(text)),
                LinuxText.Load(text), LinuxText.Processor(text), LinuxText.IsGuest(text), LinuxText.Stolen(text), LinuxText.CpuLimit(text),
                LinuxText.CpuLimit(text, text), LinuxText.MemoryLimit(text), LinuxText.Throttled(text),
            ];
            var tree = TreeEntry.Parse(bytes, 40).Count;
            var known = string.Concat(found.Select(value => value is null ? '-' : '+'));
            var isAny = found.Any(value => value is not null) || tree > 0;
            return new Reading(isAny, string.Create(CultureInfo.InvariantCulture, $"{known} {Math.Min(tree, 2)}"));
        })
    {
        Words = ["<", ">", ";", "rel=", "rel=\"next\"", ",", "\0", "40000 ", "100644 ", "max", ":", "<!-- perfgate:run:", " -->", "cpu "],
        LongestInput = 4 << 20,
        // Thirteen parsers read the same text, one after the other.
        BytesForEach = 400,
    };

    /// <summary>C# in which the places of benchmarks are looked for.</summary>
    public static Reader Sources(SeedFiles files) => new("sources", InputShape.Text, () => files.Sources, bytes =>
    {
        var types = SourceText.Types("Source.cs", Encoding.UTF8.GetString(bytes));
        var methods = types.Sum(type => type.Methods.Count);
        var outcome = FormattableString.Invariant($"{Math.Min(types.Count, 5)} types, {Math.Min(methods, 20)} methods");
        return new Reading(types.Count > 0, outcome);
    })
    {
        Words =
        [
            "{", "}", ";", "class ", "record ", "namespace ", "[", "]", "(", ")", "\"\"\"", "@\"", "$@\"", "/*", "*/", "//", "#if", "<",
            ">", ":", ",", "'", "\\",
        ],
        // What the program reads of a file.
        LongestInput = 1 << 20,
    };

    private static IEnumerable<byte[]> Texts(params string[] texts) => texts.Select(Encoding.UTF8.GetBytes);
}
