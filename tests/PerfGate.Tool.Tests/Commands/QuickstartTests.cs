using PerfGate.Tool.Errors;
using PerfGate.Tool.Tests.Suites;
using Repository = PerfGate.Tool.Tests.Reporting.Repository;

namespace PerfGate.Tool.Tests.Commands;

/// <summary>What README lets a newcomer try, on a copy of the sample.</summary>
public sealed class QuickstartTests
{
    [Fact]
    public async Task Made_slower_the_sample_fails_and_the_patch_can_be_taken_back()
    {
        var readme = File.ReadAllText(Repository.PathOf("README.md"));
        const string check = "check --project samples/Quickstart --against HEAD";
        readme.ShouldContain($"    git apply samples/slower.patch\n    dotnet run -c Release --project src/PerfGate.Tool -- {check}\n");
        readme.ShouldContain("    git apply --reverse samples/slower.patch\n");
        using var sandbox = await SuiteSandbox.CreateAsync("");
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("samples"), "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".csproj" or ".props" or ".patch"))
        {
            var name = Path.GetRelativePath(Repository.PathOf("."), file).Replace('\\', '/');
            if (!name.Contains("/obj/", StringComparison.Ordinal)) sandbox.Write(name, File.ReadAllText(file));
        }

        sandbox.Write("perfgate.json", "{}");
        await sandbox.CommitAsync();
        await sandbox.GitAsync("apply", "samples/slower.patch");

        // The other benchmarks of the sample only take time, and so do more pairs than what it takes to convict.
        var result = await sandbox.RunAsync([.. check.Split(' '), "--filter", "*Adler32*", "--launches", "1", "--max-pairs", "8"]);

        result.Code.ShouldBe(ExitCode.GateFailed, result.Out + result.Error);

        // A signed division is slower by 40 % on one processor and by 50 % on another.
        result.Out.ShouldMatch("1 (major|critical) regression");
        result.Out.ShouldContain("ByteBenchmarks.Adler32");
        await sandbox.GitAsync("apply", "--reverse", "samples/slower.patch");
        (await sandbox.GitAsync("status", "--porcelain")).ShouldBeEmpty();
    }
}
