using PerfGate.Analysis.Model;
using PerfGate.Tool.Suites;
using PerfGate.Tool.Suites.Building;
using PerfGate.Tool.Suites.Lockstep;
using PerfGate.Tool.Tests.Commands;

namespace PerfGate.Tool.Tests.Suites;

/// <summary>Both sides of a suite that was never built: what is decided about it without starting anything.</summary>
internal sealed class SamplePair : IDisposable
{
    public const string Suite = "Bench";

    private readonly TemporaryFolder _folder = new();
    private readonly List<SuiteLog> _logs = [];
    private readonly Dictionary<string, string> _programs = new(StringComparer.Ordinal);

    /// <summary>Gives a side, from here on, a program that can be launched: a shell script.</summary>
    /// <param name="side">base or current.</param>
    /// <param name="before">Commands before it writes the results; all of its arguments are in <c>$*</c>.</param>
    /// <param name="methods">Methods of <c>Bench.Work</c> that its results have.</param>
    /// <returns>A file that has one character for each time that it was started.</returns>
    public string Script(string side, string before, params string[] methods)
    {
        var (path, count) = (_folder[$"{side}.exe"], _folder[$"{side}.count"]);
        var entries = methods.Select(method =>
            $$"""{ "DisplayInfo": "Work.{{method}}: DefaultJob", "Namespace": "Bench", "Type": "Work", "Method": "{{method}}", """
            + """ "Statistics": { "OriginalValues": [ 100, 101 ] } }""");
        var script = $$"""
            #!/bin/sh
            printf x >> '{{count}}'
            {{before}}
            while [ "$1" != --artifacts ]; do shift; done
            mkdir -p "$2/results"
            echo '{ "Title": "T", "HostEnvironmentInfo": {}, "Benchmarks": [ {{string.Join(", ", entries)}} ] }' > "$2/results/a-report.json"

            """;
        File.WriteAllText(path, script.ReplaceLineEndings("\n"));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _programs[side] = path;
        return count;
    }

    /// <summary>A pair whose hosts have announced their cases; without a base the suite is new.</summary>
    public SuitePair InLockstep(LockstepCase[]? before, LockstepCase[] after) =>
        new(before is null ? null : Side("base", before, hasHost: true), Side("current", after, hasHost: true));

    /// <summary>A pair without hosts, of which only the methods are known.</summary>
    public SuitePair ByWholeLaunches(LockstepCase[] before, LockstepCase[] after) =>
        new(Side("base", before, hasHost: false), Side("current", after, hasHost: false));

    /// <summary>A case of <c>Bench.Work</c>.</summary>
    public static LockstepCase Case(string method, string parameters = "", bool takesTurns = true, bool hasJobs = false)
    {
        var id = new BenchmarkId("Bench", "Work", method, parameters);
        return new LockstepCase(id.FullName, $"Bench.Work.{method}", id, takesTurns, hasJobs);
    }

    /// <summary>What one launch yielded of some cases.</summary>
    public static ResultSet Launch(params LockstepCase[] cases) => Launch(".NET 10.0", cases);

    /// <summary>What one launch on a runtime yielded of some cases.</summary>
    public static ResultSet Launch(string runtime, params LockstepCase[] cases) => Of(cases.Select(found =>
        new BenchmarkResult(found.Id with { Runtime = runtime }, Suite, [new MetricSamples(Metric.Time, [[100, 101, 102]])])));

    /// <summary>A launch in which some cases failed: nobody has said what they ran on.</summary>
    public static ResultSet Failed(params LockstepCase[] cases) =>
        Of(cases.Select(found => new BenchmarkResult(found.Id, Suite, [], "it failed")));

    public void Dispose()
    {
        foreach (var log in _logs) log.Dispose();
        _folder.Dispose();
    }

    private static ResultSet Of(IEnumerable<BenchmarkResult> benchmarks) =>
        new(new Provenance(), new HostEnvironment(), [.. benchmarks], []);

    private MeasuredSuite Side(string name, LockstepCase[] cases, bool hasHost)
    {
        var log = new SuiteLog(_folder[$"{name}.log"]);
        _logs.Add(log);
        var program = new SuiteProgram(_programs.GetValueOrDefault(name, _folder["Bench.dll"]), []);
        string[] methods = [.. cases.Select(found => found.Method).Distinct(StringComparer.Ordinal)];
        var built = new BuiltSuite(new SuiteProject(_folder[$"{Suite}.csproj"]), program, hasHost ? program : null, methods, "digest");
        var suite = new MeasuredSuite(new SuiteLauncher(built, new LaunchArguments(configured: null), log));
        if (hasHost) suite.Keep(cases);
        return suite;
    }
}
