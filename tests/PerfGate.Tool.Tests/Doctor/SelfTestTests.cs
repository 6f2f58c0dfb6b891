using System.Text.Json;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Tests.Commands;

namespace PerfGate.Tool.Tests.Doctor;

/// <summary>One real self-test: built, measured and judged as every check is.</summary>
public sealed class SelfTestRun : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private CliResult? _result;
    private JsonDocument? _json;

    internal CliResult Result => _result!;

    internal JsonElement Root => _json!.RootElement;

    /// <summary>What lay in the temporary folder before.</summary>
    internal IReadOnlySet<string> Before { get; private set; } = new HashSet<string>(StringComparer.Ordinal);

    internal static IEnumerable<string> Projects => Directory.EnumerateDirectories(Path.GetTempPath(), "perfgate-doctor-*");

    public async Task InitializeAsync()
    {
        Before = Projects.ToHashSet(StringComparer.Ordinal);

        // What is set for the user's own suites is nothing to the self-test.
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PERFGATE_FAIL_ON"] = "never",
            ["PERFGATE_FILTER"] = "*Nothing*",
        };
        _result = await Cli.RunAsync(_folder.Path, variables, CancellationToken.None, "doctor", "--format", "json");
        _json = JsonDocument.Parse(_result.Out);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _json?.Dispose();
        _folder.Dispose();
    }
}

public sealed class SelfTestTests(SelfTestRun run) : IClassFixture<SelfTestRun>
{
    [Fact]
    public void The_machine_is_trusted_with_a_detection_limit()
    {
        run.Result.Code.ShouldBe(ExitCode.Pass, run.Result.Out + run.Result.Error);
        run.Root.GetProperty("detectionLimit").GetDouble().ShouldBeGreaterThan(0);

        // On a machine that other tests keep busy the three minutes of a half may not reach all three.
        Values("limit").GetProperty("benchmarks").GetArrayLength().ShouldBeInRange(1, 3);
    }

    [Fact]
    public void Unchanged_code_raises_no_alarm()
    {
        Finding("unchanged").GetProperty("mark").GetString().ShouldNotBe("problem");
        Values("unchanged").GetProperty("exitCode").GetInt32().ShouldBe(0);
        Values("unchanged").GetProperty("ratios").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public void The_injected_slowdown_fails_the_gate()
    {
        Finding("slowdown").GetProperty("mark").GetString().ShouldBe("ok", run.Result.Out);
        Finding("slowdown").GetProperty("fact").GetString().ShouldNotBeNull().ShouldEndWith("the gate works");
        Values("slowdown").GetProperty("exitCode").GetInt32().ShouldBe((int)ExitCode.GateFailed);
        Values("slowdown").GetProperty("pairs").GetInt32().ShouldBeGreaterThanOrEqualTo(8);
        Values("slowdown").GetProperty("ratios")[0].GetDouble().ShouldBeGreaterThan(1.1);
    }

    [Fact]
    public void Progress_is_shown_and_nothing_is_left_behind()
    {
        run.Result.Error.ShouldContain("Benchmarks.Arithmetic");
        SelfTestRun.Projects.Where(folder => !run.Before.Contains(folder)).ShouldBeEmpty();
    }

    private JsonElement Values(string name) => Finding(name).GetProperty("values");

    private JsonElement Finding(string name) => run.Root.GetProperty("findings").EnumerateArray()
        .Single(finding => finding.GetProperty("area").GetString() == "selfTest" && finding.GetProperty("name").GetString() == name);
}
