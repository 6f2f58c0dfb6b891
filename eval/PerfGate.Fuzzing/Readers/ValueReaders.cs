using System.Text;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Fuzzing.Running;
using PerfGate.Fuzzing.Seeds;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.GitHub;
using PerfGate.Tool.Publishing;

namespace PerfGate.Fuzzing.Readers;

/// <summary>What stands on command lines and in variables: each text is tried as every kind of value.</summary>
internal static class ValueReaders
{
    private static readonly BenchmarkId[] Benchmarks =
    [
        new("Contoso.Benchmarks", "Parsing", "Parse", "N=100, Mode=Fast"), new("", "A", new string('a', 500)),
        new("N", "Cache<String, Object>", "Get"),
    ];

    private static readonly (string Name, Func<string, string> Read)[] Kinds =
    [
        ("percentage", Percentage), ("shard", Shard), ("id", Id), ("pattern", Pattern),
        ("budget", text => Measured(new CommandLineValues { Budget = text })),
        ("timeout", text => Measured(new CommandLineValues { Timeout = text })),
        ("launches", text => Measured(new CommandLineValues { Launches = text })),
        ("pairs", text => Measured(new CommandLineValues { MaxPairs = text })),
        ("mode", text => Measured(new CommandLineValues { Mode = text, BenchmarksFrom = text })),
        ("report", text => ReportTargets.Parse(null, [text]).Further.Select(report => report.Format.ToString()).FirstOrDefault("")),
        ("run", text => RunIdentity.Parse(text) is null ? "" : "run"),
        ("repository", text => RepositoryName.Parse(text) is null ? "" : "repository"),
    ];

    public static Reader Values() => new(
        "values",
        InputShape.Text,
        () => Texts("10%", "0.5%", "2/4", "10m", "1.5h", "90s", "16", "side-by-side", "json=report.json", "octo/widgets", "500.1",
            "*.Parse*", "Shop.Cart.Total", "Shop.Cache<System.String>.Get(Size=100, Mode=Fast)", "A.B(x)", "*?*?*a*b*"),
        Read)
    {
        Words =
        [
            "NaN", "Infinity", "∞", "%", "/", "1e400", "-", "٣", "\0", "<", ">", "(", ")", ".", "*", "?", "**", "\\", "m", "h", "=",
            "json=",
        ],
        // Linux takes no longer argument.
        LongestInput = 128 << 10,
    };

    public static Reader Command(Scratch scratch)
    {
        scratch.Write("results.json", SampleSets.Bytes(SampleSets.One));
        return new Reader(
            "command",
            InputShape.Text,
            () => Texts("results.json\nresults.json", "--fail-on\nminor\n--format\njson", "--environment\nnightly\nresults.json",
                "--config\nperfgate.json", "--no-color\n--verbosity\nquiet"),
            bytes =>
            {
                // No system hands over an argument with a null character in it.
                string[] args = ["compare", .. Encoding.UTF8.GetString(bytes).Replace("\0", "", StringComparison.Ordinal).Split('\n')];
                return new Reading(Accepted: true, string.Concat(WholeCommand.Run(args, scratch.Folder)));
            })
        {
            Words =
            [
                "--help", "--out=/dev/null", "--format", "markdown", "csv", "junit", "--report", "@", "@results.json", "--", "[suggest]",
                "[diagram]", "-?", "*", "**/x", "",
            ],
            LongestInput = 128 << 10,
            // Each line becomes an argument, of which the parser keeps an account of its own.
            BytesForEach = 3_000,
        };
    }

    private static IEnumerable<byte[]> Texts(params string[] texts) => texts.Select(Encoding.UTF8.GetBytes);

    private static Reading Read(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var outcomes = new List<string>();
        foreach (var (name, read) in Kinds)
        {
            try
            {
                if (read(text) is { Length: > 0 } value) outcomes.Add(Outcomes.Plain($"{name} {value}"));
            }
            catch (PerfGateException)
            {
                // Refused as this kind.
            }
        }

        return new Reading(outcomes.Count > 0, string.Join("; ", outcomes));
    }

    private static string Measured(CommandLineValues flags)
    {
        var settings = MeasureSettings.Resolve(flags, _ => null, file: null);
        var times = new[] { settings.Timeout, settings.Budget ?? settings.Timeout };
        Promise.Holds(Array.TrueForAll(times, time => time > TimeSpan.Zero && time.TotalDays <= 7), "A time lies outside of its range.");
        return "read";
    }

    private static string Percentage(string text)
    {
        if (!Tool.Configuration.Percentage.TryParse(text, out var value)) return "";
        Promise.Holds(double.IsFinite(value.Fraction) && value.Fraction >= 0, "A percentage is no finite number.");
        Promise.Holds(Tool.Configuration.Percentage.TryParse(value.ToString(), out _), "A percentage cannot be read as it is written.");
        return "read";
    }

    private static string Shard(string text)
    {
        var shard = Tool.Suites.Kept.Shard.Parse(text);
        Promise.Holds(shard.Index >= 1 && shard.Index <= shard.Count, "A shard lies outside of its count.");
        Promise.Holds(Tool.Suites.Kept.Shard.Parse(shard.ToString()) == shard, "A shard is read as another.");
        return "read";
    }

    private static string Id(string text)
    {
        try
        {
            var id = BenchmarkId.Parse(text);
            Promise.Holds(id.Type.Length > 0 && id.Method.Length > 0, "A benchmark has no type or no method.");
            return $"{(id.Namespace.Length == 0 ? "" : "namespace ")}{(id.Parameters.Length == 0 ? "" : "parameters ")}read";
        }
        catch (FormatException)
        {
            // The documented refusal of a library.
            return "";
        }
    }

    private static string Pattern(string text) =>
        string.Join(',', Benchmarks.Select(benchmark => BenchmarkPattern.Matches(text, benchmark)));
}
