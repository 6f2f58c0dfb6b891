using PerfGate.Tool.Suites;
using PerfGate.Tool.Suites.Building;
using PerfGate.Tool.Suites.Revisions;
using PerfGate.Tool.Tests.Commands;

namespace PerfGate.Tool.Tests.Suites;

/// <summary>What is known of a build without building.</summary>
public sealed class SuiteBuildTests
{
    private const string Library =
        """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""";

    [Theory]
    [InlineData("Shop.Cart.Total", true)]
    [InlineData("Shop.Map<Int32, String>.Get", true)]
    [InlineData("Shop.Map<Int32, List<String>>.Get", true)]
    [InlineData("Hello from a program. It measures.", false)]
    [InlineData("Hello, world.", false)]
    [InlineData("Usage: Bench <file. name>", false)]
    [InlineData("// Validating.benchmarks", false)]
    [InlineData("Total", false)]
    [InlineData("", false)]
    public void A_listed_name_is_one_word_but_for_its_type_arguments(string line, bool isName) => SuiteProbe.IsName(line).ShouldBe(isName);

    [Fact]
    public async Task What_a_program_says_in_one_dotted_word_is_no_benchmark()
    {
        if (OperatingSystem.IsWindows()) return; // The suite is a script here.
        using var folder = new TemporaryFolder();
        var script = folder.Write(
            "Bench.exe",
            """
            #!/bin/sh
            echo run >> "$0.runs"
            echo 10.0.1
            echo "/opt/data.bin"
            case "$*" in
              *nothing*) ;;
              *) echo Shop.Cart.Total; echo "Shop.Map<Int32, String>.Get" ;;
            esac
            echo "00:00:00.$(wc -l < "$0.runs")"
            """);
        File.SetUnixFileMode(script, (UnixFileMode)0b111_101_101);
        using var log = new SuiteLog(folder["log.txt"]);

        var names = await SuiteProbe.ListAsync(new SuiteProgram(script, []), ["*"], log, CancellationToken.None);

        names.ShouldBe(["Shop.Cart.Total", "Shop.Map<Int32, String>.Get"]);
    }

    [Fact]
    public async Task A_program_that_breaks_down_when_it_is_asked_is_said_to_have()
    {
        if (OperatingSystem.IsWindows()) return; // A script is no program there.
        using var folder = new TemporaryFolder();
        var script = folder.Write("Bench.exe", "#!/bin/sh\necho 'Unhandled exception: no FSharp.Core' >&2\necho Shop.Cart.Total\nexit 134\n");
        File.SetUnixFileMode(script, (UnixFileMode)0b111_101_101);
        using var log = new SuiteLog(folder["log.txt"]);

        (await SuiteProbe.ListAsync(new SuiteProgram(script, []), ["*"], log, CancellationToken.None)).ShouldBeNull();

        log.Tail.ShouldContain("Unhandled exception: no FSharp.Core");
        log.Tail[^1].ShouldBe("Asked for its benchmarks, the program ended with exit code 134.");
    }

    [Fact]
    public void The_methods_of_an_assembly_are_known_without_loading_it()
    {
        AssemblyMethods.Names(typeof(SuiteBuildTests).Assembly.Location)
            .ShouldContain(nameof(The_methods_of_an_assembly_are_known_without_loading_it));
        AssemblyMethods.Names(typeof(SuiteBuildTests).Assembly.Location).ShouldNotContain("1");
        AssemblyMethods.Names("/no/such.dll").ShouldBeEmpty();
    }

    [Fact]
    public void Whatever_is_built_tells_two_builds_apart()
    {
        using var folder = new TemporaryFolder();
        var output = new BuildOutput(
            folder.Write("out/Bench.dll", "code"), "net10.0", IsProgram: true, HasSeveralFrameworks: false, Compilers: "");
        folder.Write("out/Bench.runtimeconfig.json", "{}");
        folder.Write("out/runtimes/linux-x64/native/library.so", "native");
        var first = output.Fingerprint();

        // BenchmarkDotNet's own projects and results stay there when it is interrupted.
        folder.Write("out/Job-1/Job.csproj", "<Project />");
        folder.Write("out/Job-1/bin/Job.dll", "code");
        folder.Write("out/BenchmarkDotNet.Artifacts/run.log", "log");
        output.Fingerprint().ShouldBe(first);

        folder.Write("out/runtimes/linux-x64/native/library.so", "another");
        var second = output.Fingerprint();
        second.ShouldNotBe(first);
        folder.Write("out/Bench.runtimeconfig.json", """{ "runtimeOptions": {} }""");
        output.Fingerprint().ShouldNotBe(second);
    }

    [Fact]
    public async Task A_build_that_is_cancelled_leaves_no_compiler()
    {
        if (!OperatingSystem.IsLinux()) return; // Elsewhere nothing tells when the compiler runs.
        using var folder = new TemporaryFolder();
        folder.Write("Directory.Build.props", "<Project />");
        var project = new SuiteProject(folder.Write("library/library.csproj", Library));
        using var log = new SuiteLog(folder["log.txt"]);
        using var stop = new CancellationTokenSource();
        string name;
        await using (var server = new CompilerServer())
        {
            name = server.Name;
            var output = await SuiteBuilder.EvaluateAsync(project, framework: null, log, CancellationToken.None);
            var build = SuiteBuilder.CompileAsync(
                project, project.Folder, framework: null, server.ArgumentsFor(output.Compilers), log, stop.Token);
            while (!File.Exists($"/tmp/{name}") && !build.IsCompleted) await Task.Delay(10, CancellationToken.None);
            await stop.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(build);
        }

        RunningProcesses.With(name).ShouldBeEmpty();
        File.Exists($"/tmp/{name}").ShouldBeFalse();
    }

    [Fact]
    public async Task Builds_share_a_compiler_that_ends_with_them()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Directory.Build.props", "<Project />");
        using var log = new SuiteLog(folder["log.txt"]);
        string name;
        await using (var server = new CompilerServer())
        {
            foreach (var project in new[] { "first", "second" }.Select(one => new SuiteProject(folder.Write($"{one}/{one}.csproj", Library))))
            {
                var output = await SuiteBuilder.EvaluateAsync(project, framework: null, log, CancellationToken.None);
                var compiler = server.ArgumentsFor(output.Compilers);
                await SuiteBuilder.CompileAsync(project, project.Folder, framework: null, compiler, log, CancellationToken.None);
                File.Exists(output.Assembly).ShouldBeTrue();
            }

            name = server.Name;
            if (OperatingSystem.IsLinux()) RunningProcesses.With(name).Count.ShouldBe(1, "both builds used it");
        }

        RunningProcesses.With(name).ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(Path.GetTempPath(), $"*{name}*").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_compiler_that_could_not_be_ended_is_not_shared()
    {
        await using var server = new CompilerServer();

        server.ArgumentsFor("").ShouldBe(["-p:UseSharedCompilation=false"]);
        server.ArgumentsFor("/no/such/sdk/Roslyn").ShouldBe(["-p:UseSharedCompilation=false"]);
    }

    [Fact]
    public async Task What_the_environment_says_about_compilers_stays_so()
    {
        await using var server = new CompilerServer(isDecided: true);

        server.ArgumentsFor(AppContext.BaseDirectory).ShouldBeEmpty();
    }

    [Fact]
    public void A_host_of_another_SDK_other_surroundings_or_fewer_benchmarks_is_another_one()
    {
        static string Key(string sdk, string surroundings, params string[] filter) =>
            HostCache.Key("tree", "bench/Bench.csproj", framework: null, sdk, surroundings, filter);

        string[] keys =
        [
            Key("10.0.100", "", "*"), Key("10.0.200", "", "*"), Key("10.0.100", "<Project />", "*"), Key("10.0.100", "", "*Fast*"),
            Key("10.0.100", "", "*Fast*", "*Slow*"),
        ];
        keys.Distinct(StringComparer.Ordinal).Count().ShouldBe(keys.Length);
        Key("10.0.100", "", "*", "*Fast*").ShouldBe(keys[0], "it leaves nothing out");
        Key("10.0.100", "", "*Slow*", "*Fast*").ShouldBe(keys[^1]);
    }

    [Fact]
    public void What_is_built_and_measured_does_not_get_the_token() =>
        DotNetCommand.Spec("dotnet", [], ".").Environment["PERFGATE_GITHUB_TOKEN"].ShouldBeNull();

    [Fact]
    public void What_is_measured_is_optimised_as_soon_on_one_core_as_on_several() =>
        DotNetCommand.Spec("dotnet", [], ".").Environment["DOTNET_TC_DelaySingleProcMultiplier"].ShouldBe("1");
}
