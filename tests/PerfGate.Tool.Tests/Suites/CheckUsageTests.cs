using PerfGate.Tool.Errors;
using PerfGate.Tool.Tests.Commands;
using PerfGate.Tool.Tests.Git;

namespace PerfGate.Tool.Tests.Suites;

/// <summary>What cannot be had together is refused before anything is built.</summary>
public sealed class CheckUsageTests
{
    [Theory]
    [InlineData("--shard", "1/2", "--results", "results.json")]
    [InlineData("--resume", "--results", "results.json")]
    [InlineData("--shard", "1/2", "--against", "results.json")]
    [InlineData("--resume", "--against", "results.json")]
    [InlineData("--shard", "1/2", "--mode", "stored")]
    [InlineData("--shard", "1/2", "--against", "baseline")]
    public async Task A_part_of_a_measurement_needs_a_base_beside_it(params string[] options)
    {
        using var folder = new TemporaryFolder();
        folder.Write("results.json", "{}");

        var result = await Cli.RunAsync(folder.Path, ["check", .. options]);

        result.Code.ShouldBe(ExitCode.Usage, result.Error);
        result.Error.ShouldStartWith($"{options[0]} : error PG1001:");
        result.Error.ShouldContain("Leave");
    }

    [Fact]
    public async Task The_word_for_what_is_recorded_is_no_file_that_is_called_the_same()
    {
        using var folder = new TemporaryFolder();
        folder.Write("baseline", "{}");

        var result = await Cli.RunAsync(folder.Path, "check", "--against", "baseline", "--resume");

        result.Code.ShouldBe(ExitCode.BaselineOrPublishing, result.Error);
        result.Error.ShouldContain("error PG3001:");
    }

    [Fact]
    public async Task A_base_that_is_not_in_the_clone_or_is_a_folder_is_not_measured_beside()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        await sandbox.CommitAsync();
        await sandbox.MoveToCloneAsync("--depth=1");
        Directory.CreateDirectory(Path.Combine(sandbox.Path, "stored"));

        var absent = await Cli.RunAsync(sandbox.Path, "check", "--against", "baseline", "--resume");
        absent.Code.ShouldBe(ExitCode.Usage, absent.Error);
        absent.Error.ShouldContain("is not in this clone");

        var folder = await Cli.RunAsync(sandbox.Path, "check", "--against", "stored", "--shard", "1/2");
        folder.Code.ShouldBe(ExitCode.Usage, folder.Error);
        folder.Error.ShouldContain("is stored");
    }

    [Theory]
    [InlineData("PG4001", "check", "--report", "json=old.txt/report.json")]
    [InlineData("PG4001", "check", "--format", "json", "--out", "old.txt/report.json")]
    [InlineData("PG2009", "run", "--out", "old.txt/results.json")]
    public async Task A_file_that_cannot_be_written_is_said_before_anything_is_measured(string code, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        folder.Write("old.txt", "old");

        var result = await Cli.RunAsync(folder.Path, arguments);

        result.Error.ShouldStartWith($"{Path.GetFullPath(arguments[^1].Split('=')[^1], folder.Path)} : error {code}: the file cannot be written");
        result.Code.ShouldNotBe(ExitCode.Pass);
        Directory.GetFileSystemEntries(folder.Path).ShouldBe([folder["old.txt"]]);
    }
}
