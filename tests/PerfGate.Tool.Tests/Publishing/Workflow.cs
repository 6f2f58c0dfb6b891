using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Results;
using PerfGate.Tool.Tests.Commands;
using PerfGate.Tool.Tests.GitHub.Server;

namespace PerfGate.Tool.Tests.Publishing;

/// <summary>A step of a workflow: the whole program in-process, with the files and variables that a runner gives it.</summary>
internal sealed class Workflow : IDisposable
{
    public const string Repository = "octo/widgets";
    public const string Head = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    public const string Merge = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

    private readonly TemporaryFolder _folder = new();

    public Workflow(LocalGitHub? server)
    {
        Variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["CI"] = "true",
            ["GITHUB_ACTIONS"] = "true",
            ["GITHUB_REPOSITORY"] = Repository,
            ["GITHUB_SHA"] = Merge,
            ["GITHUB_RUN_ID"] = "500",
            ["GITHUB_RUN_ATTEMPT"] = "1",
            ["GITHUB_ACTOR"] = "contributor",
            ["GITHUB_SERVER_URL"] = "https://github.test",
            ["GITHUB_WORKSPACE"] = _folder.Path,
            ["GITHUB_STEP_SUMMARY"] = _folder.Write("runner/summary.md", ""),
            ["GITHUB_OUTPUT"] = _folder.Write("runner/output", ""),
        };
        if (server is not null)
        {
            Variables["GITHUB_API_URL"] = server.Api.AbsoluteUri.TrimEnd('/');
            Variables["GITHUB_TOKEN"] = server.Token;
        }

        ResultSetFile.Write(_folder["base.json"], Results(1));
    }

    public Dictionary<string, string> Variables { get; }

    public VirtualTime Time { get; } = new();

    public string Folder => _folder.Path;

    public string Summary => File.ReadAllText(_folder["runner/summary.md"]);

    /// <summary>Outputs as the runner reads them.</summary>
    public IReadOnlyDictionary<string, string> Outputs
    {
        get
        {
            var outputs = new Dictionary<string, string>(StringComparer.Ordinal);
            var lines = File.ReadAllText(_folder["runner/output"]).Split('\n');
            for (var i = 0; i < lines.Length - 1; i++)
            {
                var start = lines[i].Split("<<", 2);
                var end = Array.IndexOf(lines, start[1], i + 1);
                outputs.Add(start[0], string.Join('\n', lines[(i + 1)..end]));
                i = end;
            }

            return outputs;
        }
    }

    public string this[string file] => _folder[file];

    public string Write(string file, string content) => _folder.Write(file, content);

    /// <summary>Sets the event that the workflow runs for.</summary>
    public void Happens(string name, JsonObject payload)
    {
        Variables["GITHUB_EVENT_NAME"] = name;
        Variables["GITHUB_EVENT_PATH"] = _folder.Write("runner/event.json", payload.ToJsonString());
    }

    public void HappensOnPullRequest(string headRepository = Repository) => Happens("pull_request", new JsonObject
    {
        ["action"] = "synchronize",
        ["pull_request"] = new JsonObject
        {
            ["number"] = 7,
            ["head"] = new JsonObject { ["sha"] = Head, ["ref"] = "topic", ["repo"] = new JsonObject { ["full_name"] = headRepository } },
        },
    });

    public void HappensAfterRun(string headRepository, string @event = "pull_request", long run = 400) =>
        Happens("workflow_run", new JsonObject
        {
            ["action"] = "completed",
            ["workflow_run"] = new JsonObject
            {
                ["id"] = run,
                ["run_attempt"] = 1,
                ["event"] = @event,
                ["head_sha"] = Head,
                ["head_branch"] = "topic",
                ["head_repository"] = new JsonObject
                {
                    ["full_name"] = headRepository,
                    ["owner"] = new JsonObject { ["login"] = headRepository.Split('/')[0] },
                },
            },
        });

    /// <summary>A whole check of results that are this much slower than their base.</summary>
    public async Task<CliResult> CheckAsync(double slower, params string[] options)
    {
        ResultSetFile.Write(_folder["current.json"], Results(slower));
        var run = long.Parse(Variables["GITHUB_RUN_ID"], CultureInfo.InvariantCulture) + 1;
        Variables["GITHUB_RUN_ID"] = run.ToString(CultureInfo.InvariantCulture);
        return await RunAsync(["check", "--results", "current.json", "--against", "base.json", .. options]);
    }

    public async Task<CliResult> RunAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var host = new Host(TextWriter.Synchronized(output), TextWriter.Synchronized(error), Variables, Folder, Time);
        var code = (ExitCode)await App.RunAsync(args, host, CancellationToken.None);
        return new CliResult(code, output.ToString(), error.ToString());
    }

    public void Dispose() => _folder.Dispose();

    public static ResultSet Results(double slower)
    {
        // Quiet launches: what is tested here is the way to GitHub, not the statistics.
        var random = new Random(7);
        BenchmarkResult Of(string method, double level) => new(
            new BenchmarkId("Widgets", "Benchmarks", method, Runtime: ".NET 10.0"),
            "Widgets.Benchmarks",
            [new MetricSamples(Metric.Time, [.. Enumerable.Range(0, 6).Select(_ => Launch(random, level))])]);
        return new ResultSet(
            new Provenance(),
            new HostEnvironment("linux", "", "x64", "A CPU", 4, 2, ".NET 10.0"),
            [Of("Changed", 1000 * slower), Of("Same", 500)],
            []);
    }

    private static ImmutableArray<double> Launch(Random random, double level)
    {
        var launch = 1 + 0.004 * (random.NextDouble() - 0.5);
        return [.. Enumerable.Range(0, 10).Select(_ => level * launch * (1 + 0.004 * (random.NextDouble() - 0.5)))];
    }
}
