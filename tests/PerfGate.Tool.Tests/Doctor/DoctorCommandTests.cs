using System.Text.Json;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Phrasing;
using PerfGate.Tool.Reporting;
using PerfGate.Tool.Tests.Commands;
using PerfGate.Tool.Tests.Suites;

namespace PerfGate.Tool.Tests.Doctor;

/// <summary>Facts only: nothing is built or measured.</summary>
public sealed class DoctorCommandTests
{
    [Fact]
    public async Task Facts_about_a_repository_are_told_as_text_and_as_data()
    {
        using var sandbox = await SuiteSandbox.CreateAsync("[Benchmark] public int Fast() => Spin(500);");
        sandbox.Write("perfgate.json", "{}");

        var text = await sandbox.RunAsync("doctor", "--quick");
        var data = await sandbox.RunAsync("doctor", "--quick", "--format", "json");

        text.Code.ShouldBe(ExitCode.Pass, text.Out + text.Error);
        text.Out.ShouldStartWith("PASS");
        text.Out.Split('\n').ShouldAllBe(line => SafeText.Cells(line) <= ConsoleStyle.RedirectedWidth);
        text.Error.ShouldBeEmpty();
        using var json = JsonDocument.Parse(data.Out);
        json.RootElement.GetProperty("schema").GetString().ShouldBe("perfgate.doctor/1");
        json.RootElement.GetProperty("trusted").GetBoolean().ShouldBeTrue();
        json.RootElement.GetProperty("detectionLimit").ValueKind.ShouldBe(JsonValueKind.Null);
        var suite = Finding(json, "suites", "Bench").GetProperty("values");
        suite.GetProperty("framework").GetString().ShouldBe("net10.0");
        suite.GetProperty("benchmarkDotNet").GetString().ShouldBe("0.14.0");
        suite.GetProperty("lockstep").GetBoolean().ShouldBeTrue();
        Finding(json, "git", "base").GetProperty("values").GetProperty("commit").GetString()
            .ShouldBe(await sandbox.GitAsync("rev-parse", "HEAD"));
        Directory.Exists(sandbox["bench/obj"]).ShouldBeFalse();
        Directory.Exists(sandbox[".perfgate"]).ShouldBeFalse();
    }

    [Fact]
    public async Task Damaged_baselines_are_one_problem_and_the_rest_is_looked_at_all_the_same()
    {
        using var sandbox = await SuiteSandbox.CreateAsync("[Benchmark] public int Fast() => Spin(500);");
        byte[] missing = [.. "40000 ab\0"u8, .. new byte[20]];
        await File.WriteAllBytesAsync(sandbox["folder"], missing);
        var tree = await sandbox.GitAsync("hash-object", "-t", "tree", "-w", "--literally", "folder");
        await sandbox.GitAsync("update-ref", BaselineStore.Ref, await sandbox.GitAsync("commit-tree", "-m", "notes", tree));

        var result = await sandbox.RunAsync("doctor", "--quick", "--format", "json");

        result.Code.ShouldBe(ExitCode.NotMeasured, result.Out + result.Error);
        using var json = JsonDocument.Parse(result.Out);
        Finding(json, "git", "baseline").GetProperty("code").GetString().ShouldBe("PG3012");
        foreach (var name in new[] { "repository", "history", "base" })
            Finding(json, "git", name).GetProperty("mark").GetString().ShouldBe("ok");
        Finding(json, "suites", "Bench").GetProperty("fact").GetString()!.ShouldStartWith("net10.0");
    }

    [Theory]
    [InlineData("HEAD~1", "ok")]
    [InlineData("perfgate.json", "ok")]
    [InlineData("baseline", "ok")]
    [InlineData("baseline", "ok", true)]
    [InlineData("no-such-branch", "problem")]
    public async Task The_base_is_the_one_that_a_check_is_told(string against, string mark, bool isThere = false)
    {
        using var sandbox = await SuiteSandbox.CreateAsync("[Benchmark] public int Fast() => Spin(500);");
        await sandbox.GitAsync("commit", "--quiet", "--allow-empty", "--message", "next");
        if (isThere) sandbox.Write(against, "{}");
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["PERFGATE_AGAINST"] = against };

        var result = await Cli.RunAsync(sandbox.Path, variables, CancellationToken.None, "doctor", "--quick", "--format", "json");

        using var json = JsonDocument.Parse(result.Out);
        var finding = Finding(json, "git", "base");
        finding.GetProperty("mark").GetString().ShouldBe(mark);
        if (mark is "problem") finding.GetProperty("code").GetString().ShouldBe("PG1008");
        var commit = await sandbox.GitAsync("rev-parse", isThere ? "HEAD" : "HEAD~1");
        var values = finding.GetProperty("values");
        if (against is "HEAD~1" or "baseline") values.GetProperty("commit").GetString().ShouldBe(commit);
        if (against is "HEAD~1" or "perfgate.json") values.GetProperty("reason").GetString().ShouldBe(against);
    }

    [Theory]
    [InlineData("", "problem")]
    [InlineData("baseline", "ok")]
    public async Task A_base_that_is_not_in_the_clone_can_only_have_been_recorded(string against, string mark)
    {
        using var sandbox = await SuiteSandbox.CreateAsync("[Benchmark] public int Fast() => Spin(500);");
        await sandbox.GitAsync("commit", "--quiet", "--allow-empty", "--message", "next");
        await sandbox.GitAsync("clone", "--quiet", "--depth", "1", new Uri(sandbox.Path).AbsoluteUri, "shallow");
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["PERFGATE_AGAINST"] = against };

        var result = await Cli.RunAsync(sandbox["shallow"], variables, CancellationToken.None, "doctor", "--quick", "--format", "json");

        using var json = JsonDocument.Parse(result.Out);
        var finding = Finding(json, "git", "base");
        finding.GetProperty("mark").GetString().ShouldBe(mark);
        finding.GetProperty("fact").GetString()!.ShouldContain("is not in this clone");
        finding.GetProperty("values").GetProperty("commit").GetString().ShouldBe(await sandbox.GitAsync("rev-parse", "HEAD~1"));
    }

    [Fact]
    public async Task Every_finding_is_described_in_the_documentation()
    {
        using var sandbox = await SuiteSandbox.CreateAsync("[Benchmark] public int Fast() => Spin(500);");
        var page = await File.ReadAllTextAsync(Reporting.Repository.PathOf("docs", "doctor.md"));

        using var json = JsonDocument.Parse((await sandbox.RunAsync("doctor", "--quick", "--format", "json")).Out);

        foreach (var property in json.RootElement.EnumerateObject()) page.ShouldContain($"`{property.Name}`");
        foreach (var finding in json.RootElement.GetProperty("findings").EnumerateArray())
        {
            if (finding.GetProperty("area").GetString() != "suites") page.ShouldContain($"`{finding.GetProperty("name").GetString()}`");
            if (finding.GetProperty("name").GetString() is "tiering" or "gc" or "tools") continue;
            foreach (var value in finding.GetProperty("values").EnumerateObject()) page.ShouldContain($"`{value.Name}`");
        }
    }

    [Fact]
    public async Task Outside_a_repository_only_the_machine_is_looked_at()
    {
        using var folder = new TemporaryFolder();

        var result = await Cli.RunAsync(folder.Path, "doctor", "--quick");

        result.Code.ShouldBe(ExitCode.Pass, result.Out + result.Error);
        result.Out.ShouldContain("is in no git repository");
    }

    [Fact]
    public async Task A_project_that_is_not_there_is_a_problem_with_its_code()
    {
        using var folder = new TemporaryFolder();

        var result = await Cli.RunAsync(folder.Path, "doctor", "--quick", "--project", "nowhere", "--verbosity", "normal");

        result.Code.ShouldBe(ExitCode.NotMeasured);
        result.Out.ShouldStartWith("FAIL  1 problem");
        result.Out.ShouldContain($"{Path.DirectorySeparatorChar}nowhere: there is no such project");
        result.Out.ShouldContain("(PG1006)");
    }

    [Fact]
    public async Task A_quiet_answer_is_one_line()
    {
        using var folder = new TemporaryFolder();

        var result = await Cli.RunAsync(folder.Path, "doctor", "--quick", "--verbosity", "quiet");

        result.Out.TrimEnd('\n').ShouldNotContain("\n");
        result.Out.ShouldStartWith("PASS  ");
    }

    [Fact]
    public async Task Packages_that_cannot_be_had_are_said_with_where_to_look()
    {
        using var folder = new TemporaryFolder();
        folder.Write("source/readme.txt", "no package lies here");
        folder.Write(
            "nuget.config",
            """
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <fallbackPackageFolders><clear /></fallbackPackageFolders>
              <packageSources><clear /><add key="empty" value="source" /></packageSources>
            </configuration>
            """);

        var result = await Cli.RunAsync(folder.Path, "doctor", "--format", "json");

        result.Code.ShouldBe(ExitCode.NotMeasured, result.Out + result.Error);
        using var json = JsonDocument.Parse(result.Out);
        json.RootElement.GetProperty("trusted").GetBoolean().ShouldBeFalse();
        var finding = Finding(json, "selfTest", "unchanged");
        finding.GetProperty("code").GetString().ShouldBe("PG2021");
        finding.GetProperty("fact").GetString()!.ShouldContain("BenchmarkDotNet");
        finding.GetProperty("next").GetString()!.ShouldContain("dotnet nuget list source");
    }

    [Fact]
    public async Task An_interrupt_ends_the_self_test_and_offers_nothing_to_go_on_with()
    {
        using var folder = new TemporaryFolder();
        using var stopping = new CancellationTokenSource();

        var result = await Cli.RunAsync(
            folder.Path, new Dictionary<string, string>(StringComparer.Ordinal), line =>
                { if (line.Contains("building", StringComparison.Ordinal)) stopping.Cancel(); }, stopping.Token, "doctor");

        result.Code.ShouldBe(ExitCode.Interrupted, result.Out + result.Error);
        result.Error.ShouldNotContain("--resume");
    }

    [Theory]
    [InlineData("--format", "csv")]
    [InlineData("--no-such-option")]
    public async Task What_it_cannot_print_is_a_usage_error(params string[] arguments)
    {
        using var folder = new TemporaryFolder();

        (await Cli.RunAsync(folder.Path, ["doctor", "--quick", .. arguments])).Code.ShouldBe(ExitCode.Usage);
    }

    private static JsonElement Finding(JsonDocument json, string area, string name) =>
        json.RootElement.GetProperty("findings").EnumerateArray()
        .Single(finding => finding.GetProperty("area").GetString() == area && finding.GetProperty("name").GetString() == name);
}
