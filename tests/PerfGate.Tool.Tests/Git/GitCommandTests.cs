using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Tests.Git;

public sealed class GitCommandTests
{
    [Fact]
    public async Task Git_that_is_not_installed_is_PG3005()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        sandbox.Environment["PATH"] = sandbox.Root;

        var error = await Should.ThrowAsync<PerfGateException>(sandbox.OpenAsync());

        error.Code.ShouldBe(ErrorCode.GitNotFound);
    }

    [Fact]
    public async Task A_git_that_lies_in_the_working_folder_is_never_started()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var name = OperatingSystem.IsWindows() ? "git.exe" : "git";
        await File.WriteAllTextAsync(Path.Combine(sandbox.Path, name), "#!/bin/sh\nexit 0\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(sandbox.Path, name), (UnixFileMode)0b111_101_101);
        sandbox.Environment["PATH"] = string.Join(Path.PathSeparator, ".", "");

        var error = await Should.ThrowAsync<PerfGateException>(sandbox.OpenAsync());

        error.Code.ShouldBe(ErrorCode.GitNotFound);
    }

    [Fact]
    public async Task A_folder_outside_any_repository_is_PG3001()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        sandbox.MoveTo(sandbox.Root);

        var error = await Should.ThrowAsync<PerfGateException>(sandbox.OpenAsync());

        error.Code.ShouldBe(ErrorCode.NotARepository);
        error.Origin.ShouldBe(sandbox.Root);
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_is_PG3001_and_not_a_missing_git()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        sandbox.MoveTo(Path.Combine(sandbox.Root, "none"));

        var error = await Should.ThrowAsync<PerfGateException>(sandbox.OpenAsync());

        error.Code.ShouldBe(ErrorCode.NotARepository);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_repository_of_another_user_is_explained_with_the_command_that_opens_it(bool bare)
    {
        using var sandbox = bare ? await GitSandbox.CreateAsync("--bare") : await GitSandbox.CreateAsync();
        sandbox.Environment["GIT_TEST_ASSUME_DIFFERENT_OWNER"] = "1";

        var error = await Should.ThrowAsync<PerfGateException>(sandbox.OpenAsync());
        error.Code.ShouldBe(ErrorCode.GitFailed);
        error.Next.ShouldNotBeNull().ShouldEndWith($"git config --global --add safe.directory \"{sandbox.Path}\"");

        sandbox.Environment.Remove("GIT_TEST_ASSUME_DIFFERENT_OWNER");
        await sandbox.GitAsync("config", "--global", "--add", "safe.directory", sandbox.Path);
        sandbox.Environment["GIT_TEST_ASSUME_DIFFERENT_OWNER"] = "1";
        (await sandbox.OpenAsync()).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_repository_that_git_cannot_open_for_a_reason_of_its_own_is_PG3004_with_that_reason()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await File.AppendAllTextAsync(Path.Combine(sandbox.Path, ".git", "config"), "[core\n");

        var error = await Should.ThrowAsync<PerfGateException>(sandbox.OpenAsync());

        error.Code.ShouldBe(ErrorCode.GitFailed);
        error.Message.ShouldContain("bad config line");
    }

    [Fact]
    public async Task A_failing_call_names_its_command_and_quotes_git()
    {
        using var sandbox = await GitSandbox.CreateAsync();

        var error = await Should.ThrowAsync<PerfGateException>(
            sandbox.Command.RunAsync(["-c", "core.splitIndex=false", "read-tree", "no-such-tree"], CancellationToken.None));

        error.Code.ShouldBe(ErrorCode.GitFailed);
        error.Message.ShouldStartWith("git read-tree failed with exit code 128: ");
        error.Message.ShouldContain("no-such-tree");
    }

    [Fact]
    public async Task Variables_that_git_sets_for_its_hooks_do_not_lead_to_another_repository()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        using var other = await GitSandbox.CreateAsync();
        var commit = await sandbox.CommitAsync();
        sandbox.Environment["GIT_DIR"] = Path.Combine(other.Path, ".git");
        sandbox.Environment["GIT_WORK_TREE"] = other.Path;
        sandbox.Environment["GIT_INDEX_FILE"] = Path.Combine(other.Path, "index");
        sandbox.Environment["GIT_OBJECT_DIRECTORY"] = Path.Combine(other.Path, "objects");

        var repository = await sandbox.OpenAsync();

        repository.TopLevel.ShouldBe(sandbox.Path);
        (await repository.ResolveAsync("HEAD", CancellationToken.None)).Id.ShouldBe(commit);
        (await repository.ChangesAsync(CancellationToken.None)).IsDirty.ShouldBeFalse();
    }
}
