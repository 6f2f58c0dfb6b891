using System.IO.Compression;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Processes;

namespace PerfGate.Tool.Tests.Suites;

/// <summary>What lies around a real suite: another check, its own settings, a disk that is full.</summary>
public sealed class SurroundingsTests
{
    [Fact]
    public async Task Two_checks_in_one_repository_do_not_disturb_each_other()
    {
        using var sandbox = await SuiteSandbox.ForLockstepAsync("[Benchmark] public int A() => Spin(300);", benchmarkDotNet: "0.13.12");

        var results = await Task.WhenAll(Enumerable.Range(0, 2)
            .Select(_ => sandbox.RunAsync("check", "--against", "HEAD", "--launches", "1")));

        foreach (var result in results)
        {
            result.Code.ShouldBe(ExitCode.Pass, result.Out + result.Error);
            result.Out.ShouldContain("slices", customMessage: "the host fits this BenchmarkDotNet");
            result.Error.ShouldContain("Work.A", customMessage: "progress names each benchmark");
        }

        File.ReadAllText(sandbox[".perfgate/logs/Bench-current.log"]).ShouldContain("SDK not asked for");
        (await sandbox.GitAsync("status", "--porcelain")).ShouldBeEmpty();
        (await sandbox.LeftWorktreesAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task The_suites_runtime_settings_and_package_sources_are_the_hosts()
    {
        using var sandbox = await SuiteSandbox.ForLockstepAsync(
            "[Benchmark] public int A() => System.Runtime.GCSettings.IsServerGC ? Spin(300) : "
            + """throw new InvalidOperationException("workstation");""");
        var project = File.ReadAllText(sandbox["bench/Bench.csproj"]);
        sandbox.Write(
            "bench/Bench.csproj",
            project.Replace(
                "<ImplicitUsings>", "<ServerGarbageCollection>true</ServerGarbageCollection><ImplicitUsings>", StringComparison.Ordinal)
                .Replace("<ItemGroup>", """<ItemGroup><PackageReference Include="Only.Here" Version="1.0.0" />""", StringComparison.Ordinal));
        WriteSource(sandbox);
        await sandbox.CommitAsync();

        var result = await sandbox.RunAsync("run", "--launches", "1");

        result.Code.ShouldBe(ExitCode.Pass, result.Out + result.Error);
        File.ReadAllText(sandbox[".perfgate/logs/Bench-current.log"]).ShouldNotContain("The host does not build");
    }

    [Fact]
    public async Task What_is_measured_stays_on_one_core()
    {
        if (!OperatingSystem.IsLinux()) return; // Elsewhere the system keeps whole processes on cores, or none.
        using var sandbox = await SuiteSandbox.ForLockstepAsync("[Benchmark] public int A() => Spin(300);");
        sandbox.WriteBenchmarks(
            $$"""
            private int _calls;
            [Benchmark] public int A()
            {
                // Every few calls: the file of the thread that runs the benchmark says where it may run.
                if (++_calls % 1000 == 0)
                {
                    var cores = File.ReadLines("/proc/thread-self/status").First(line => line.StartsWith("Cpus_allowed_list:"));
                    File.WriteAllText("{{sandbox["cores.txt"]}}", cores["Cpus_allowed_list:".Length..].Trim());
                }

                return Spin(300);
            }
            """);

        var result = await sandbox.RunAsync("run", "--launches", "1");

        result.Code.ShouldBe(ExitCode.Pass, result.Out + result.Error);
        File.ReadAllText(sandbox["cores.txt"]).ShouldAllBe(letter => char.IsAsciiDigit(letter));
    }

    [Fact]
    public async Task A_full_temporary_folder_is_named_and_nothing_is_left()
    {
        // Only a mount of its own can be full without harm, and only root may mount.
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) return;
        using var sandbox = await SuiteSandbox.ForLockstepAsync("[Benchmark] public int A() => Spin(300);");
        var small = Directory.CreateDirectory(sandbox["small"]).FullName;
        var mounting = new ProcessSpec("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", small]);
        var mount = await ProcessRunner.RunAsync(mounting, CancellationToken.None);
        if (mount.ExitCode != 0) return;
        try
        {
            var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["TMPDIR"] = small };
            var spec = new ProcessSpec("dotnet", [typeof(App).Assembly.Location, "check", "--against", "HEAD"])
            {
                WorkingDirectory = sandbox.Path,
                Environment = environment,
            };

            var output = await ProcessRunner.RunAsync(spec, CancellationToken.None);

            output.ExitCode.ShouldBe((int)ExitCode.NotMeasured, output.Text + output.StandardError);
            output.StandardError.ShouldContain("PG20");
            output.StandardError.ShouldContain("No space left", Case.Insensitive);
            Directory.EnumerateFileSystemEntries(small, "perfgate*").ShouldBeEmpty();
        }
        finally
        {
            await ProcessRunner.RunAsync(new ProcessSpec("umount", [small]), CancellationToken.None);
        }

        (await sandbox.LeftWorktreesAsync()).ShouldBe(0);
    }

    // A package that only the suite's own source has, and that no other build finds among the user's packages.
    private static void WriteSource(SuiteSandbox sandbox)
    {
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        sandbox.Write(
            "bench/nuget.config",
            $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="../packages" /></config>
              <fallbackPackageFolders><add key="user" value="{cache}" /></fallbackPackageFolders>
              <packageSources><add key="own" value="../source" /></packageSources>
            </configuration>
            """);
        sandbox.Write(".gitignore", "bin/\nobj/\npackages/\n");
        Directory.CreateDirectory(sandbox["source"]);
        using var package = ZipFile.Open(sandbox["source/Only.Here.1.0.0.nupkg"], ZipArchiveMode.Create);
        using var description = new StreamWriter(package.CreateEntry("Only.Here.nuspec").Open());
        description.Write(
            """
            <package>
              <metadata>
                <id>Only.Here</id><version>1.0.0</version><authors>test</authors><description>Nothing.</description>
              </metadata>
            </package>
            """);
    }
}
