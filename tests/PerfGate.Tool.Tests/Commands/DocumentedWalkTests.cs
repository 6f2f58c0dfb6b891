using System.Text.RegularExpressions;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Tests.Publishing;
using PerfGate.Tool.Tests.Suites;
using Repository = PerfGate.Tool.Tests.Reporting.Repository;

namespace PerfGate.Tool.Tests.Commands;

/// <summary>
/// Runs every command line that README and docs show, in one repository with a suite and a remote, in an order that makes sense.
/// </summary>
public sealed class DocumentedWalkTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    // One iteration and no warm-up: the walk is about the way, not about the figures. Such times would make everything a suspect that is
    // measured again and again, so that only bytes are judged.
    private const string Configuration =
        """{ "gate": { "metrics": ["allocated"] }, "measure": { "launches": 1, "arguments": ["--inProcess", "--job", "Dry"] } }""";

    /// <summary>A documented line and what is typed for it; lines that only another test can run name it.</summary>
    private sealed record Step(string Documented, string Typed, ExitCode Code = ExitCode.Pass, string? Elsewhere = null);

    private static readonly Step[] Steps =
    [
        new("init", "init"),
        new("check", "check"),
        new("check --against HEAD", "", Elsewhere: nameof(MeasuringWaysTests)),
        new("check --against v2.1.0", "check --against v2.1.0"),
        new("check --against baseline", "", Elsewhere: nameof(CheckTests)),
        new("check --budget 10m", "", Elsewhere: nameof(MeasuringWaysTests)),
        new("run", "run"),
        new("compare BASE CURRENT", "compare .perfgate/results/base.json .perfgate/results/current.json"),
        new("accept", "accept", ExitCode.Usage),
        new("accept PATTERN --up-to 15% --reason \"…\" --until 2027-03-31", "accept *.A --up-to 15% --reason slower --until 2099-03-31"),
        new("baseline update", "baseline update"),
        new("baseline push", "baseline push"),
        new("baseline update --environment nightly --push", "baseline update --environment nightly --push"),
        new("baseline update --results ../results.json --push", "baseline update --results .perfgate/results/run.json --push"),
        new("baseline fetch", "baseline fetch"),
        new("baseline list", "baseline list"),
        new("baseline show REV", "baseline show HEAD"),
        new("baseline export REV FILE", "baseline export HEAD outside/exported.jsonl"),
        new("baseline import FILE", "baseline import outside/exported.jsonl"),
        new("baseline verify", "baseline verify"),
        new("check --results PATH", "check --results .perfgate/results/run.json"),
        new("check --results ../results.json --against baseline", "check --results .perfgate/results/run.json --against baseline"),
        new(
            "check --results current.json --against base.json --report json=perfgate-report.json",
            "check --results .perfgate/results/current.json --against .perfgate/results/base.json --report json=outside/report.json"),
        new("check --shard 2/4", "", Elsewhere: nameof(MeasuringWaysTests)),
        new("check --results 'shards/**'", "", Elsewhere: nameof(MeasuringWaysTests)),
        new("baseline prune --keep N --max-age AGE", "baseline prune --keep 1 --max-age 30d"),
        new("doctor", "doctor --quick"),
        new("publish", "", Elsewhere: nameof(TranscriptTests)),
        new(
            "accept &#39;Quickstart.ByteBenchmarks.Adler32&#39; --metric &#39;time&#39; --up-to 55% --reason &#34;…&#34; "
                + "--until YYYY-MM-DD",
            "accept *.A --metric time --up-to 55% --reason slower --until 2099-12-20"),
    ];

    [Fact]
    public void Every_documented_line_is_a_step()
    {
        var documented = Files().SelectMany(Lines).Distinct(StringComparer.Ordinal).ToList();

        documented.Count.ShouldBeGreaterThan(20);
        documented.Except(Steps.Select(step => step.Documented), StringComparer.Ordinal).ShouldBeEmpty();
        Steps.Select(step => step.Documented).Except(documented, StringComparer.Ordinal)
            .ShouldBeEmpty("what is no longer documented can go");
    }

    [Fact]
    public async Task Every_step_does_what_its_line_says()
    {
        using var sandbox = await SuiteSandbox.CreateAsync("[Benchmark] public int A() => Spin(300);");
        await sandbox.GitAsync("tag", "v2.1.0");
        sandbox.Write(".gitignore", "bin/\nobj/\noutside/\n");
        await sandbox.GitAsync("init", "--quiet", "--bare", "outside/origin.git");
        await sandbox.GitAsync("remote", "add", "origin", sandbox["outside/origin.git"]);
        await sandbox.GitAsync("rm", "--quiet", "perfgate.json");
        await sandbox.CommitAsync();
        await sandbox.GitAsync("push", "--quiet", "origin", "main");

        foreach (var step in Steps.Where(step => step.Elsewhere is null))
        {
            var result = await sandbox.RunAsync(step.Typed.Split(' '));

            result.Code.ShouldBe(step.Code, $"{step.Typed}\n{result.Out}{result.Error}");
            if (step.Typed == "init") sandbox.Write("perfgate.json", Configuration);
        }
    }

    // Behind the program's name, to the end of the line or of what is set as code; a sentence's own punctuation does not belong to it.
    private static IEnumerable<string> Lines(string file) =>
        Regex.Matches(File.ReadAllText(file), "dotnet perfgate (?<line>[^`|\n<]*)", RegexOptions.ExplicitCapture, Limit)
            .Select(match => match.Groups["line"].Value.Trim())
            .Select(line => line.Count(letter => letter == '\'') % 2 == 1 ? line[..line.LastIndexOf('\'')] : line)
            .Select(line => line.TrimEnd('.', ' '))
            .Where(line => line.Length > 0);

    private static IEnumerable<string> Files() =>
    [
        Repository.PathOf("README.md"), Repository.PathOf("CONTRIBUTING.md"),
        .. Directory.GetFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories),
    ];
}
