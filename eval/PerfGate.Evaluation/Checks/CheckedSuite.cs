using System.Diagnostics;
using System.Globalization;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Processes;
using PerfGate.Tool.Results;

namespace PerfGate.Evaluation.Checks;

/// <summary>A copy of the larger sample in a repository of its own, which the tool checks again and again.</summary>
internal sealed class CheckedSuite : IDisposable
{
    /// <summary>The functions that can be slowed, by the names of their benchmarks.</summary>
    public static IReadOnlyList<string> Functions { get; } = ["Fletcher32", "Crc32", "SumOfSquares", "Adler32", "Fnv1a"];

    private readonly string _tool;
    private readonly string _folder = Directory.CreateTempSubdirectory("checks-").FullName;

    private CheckedSuite(string tool) => _tool = tool;

    public static async Task<CheckedSuite> CreateAsync(Arguments arguments)
    {
        var suite = new CheckedSuite(Path.GetFullPath(arguments.Text("tool", "src/PerfGate.Tool/bin/Release/net10.0/PerfGate.Tool.dll")));
        var target = Directory.CreateDirectory(Path.Combine(suite._folder, "Toolbox")).FullName;
        var sources = Directory.EnumerateFiles(arguments.Text("suite", "samples/Toolbox"))
            .Where(file => Path.GetExtension(file) is ".cs" or ".csproj");
        foreach (var file in sources)
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        File.WriteAllText(Path.Combine(suite._folder, ".gitignore"), "bin/\nobj/\nreport.json\n");
        string[] commands =
        [
            "init --quiet",
            "add --all",
            "-c user.name=study -c user.email=study@example.org commit --quiet --message base",
        ];
        foreach (var command in commands)
        {
            var spec = new ProcessSpec("git", command.Split(' ')) { WorkingDirectory = suite._folder };
            var git = await ProcessRunner.RunAsync(spec, CancellationToken.None);
            if (git.ExitCode != 0) throw new InvalidOperationException(git.StandardError);
        }

        return suite;
    }

    /// <summary>Slows functions of the working tree by so many percent, and sets limits by which a small slowdown counts too.</summary>
    /// <param name="slowed">Percent by function; the others run as they are committed.</param>
    /// <param name="small">Percent for which the limit is 3 %.</param>
    public void Slow(IReadOnlyDictionary<string, int> slowed, int small)
    {
        var source = Path.Combine(_folder, "Toolbox", "Slowdown.cs");
        File.WriteAllLines(source, File.ReadAllLines(source).Select(line =>
            Functions.FirstOrDefault(name => line.Contains($"const int {name} =", StringComparison.Ordinal)) is { } function
                ? string.Create(CultureInfo.InvariantCulture, $"    public const int {function} = {slowed.GetValueOrDefault(function)};")
                : line));
        var rules = slowed
            .Where(entry => entry.Value == small)
            .Select(entry => $$"""{ "pattern": "*.{{entry.Key}}", "metric": "time", "minor": "3%" }""");
        File.WriteAllText(
            Path.Combine(_folder, "perfgate.json"),
            $$"""{ "gate": { "failOn": "minor" }, "rules": [{{string.Join(", ", rules)}}] }""");
    }

    /// <summary>Checks the working tree against the commit.</summary>
    /// <returns>The report's JSON and the wall time in seconds.</returns>
    /// <exception cref="InvalidOperationException">The check left no report.</exception>
    public async Task<(string Report, double Seconds)> CheckAsync(params string[] arguments)
    {
        var report = Path.Combine(_folder, "report.json");
        File.Delete(report);
        var start = Stopwatch.GetTimestamp();
        var spec = new ProcessSpec("dotnet", [_tool, "check", "--against", "HEAD", "--report", "json=report.json", .. arguments])
        {
            WorkingDirectory = _folder,
        };
        var output = await ProcessRunner.RunAsync(spec, CancellationToken.None);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return File.Exists(report)
            ? (await File.ReadAllTextAsync(report), seconds)
            : throw new InvalidOperationException($"The check ended with {output.ExitCode}: {output.StandardError}");
    }

    /// <summary>What the last check measured.</summary>
    public (ResultSet Base, ResultSet Current) Results() => (Read("base"), Read("current"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ResultSet Read(string side) => ResultReader.Read([Path.Combine(_folder, ".perfgate", "results", side + ".json")]);
}
