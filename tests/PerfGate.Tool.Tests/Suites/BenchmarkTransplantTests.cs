using PerfGate.Analysis.Model;
using PerfGate.Tool.Git;
using PerfGate.Tool.Suites;
using PerfGate.Tool.Suites.Revisions;
using PerfGate.Tool.Tests.Git;

namespace PerfGate.Tool.Tests.Suites;

public sealed class BenchmarkTransplantTests
{
    [Fact]
    public async Task What_is_staged_in_a_new_folder_comes_into_a_checkout_and_what_is_deleted_leaves_it()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync("old.cs", "old");
        await sandbox.CommitAsync("gone.cs", "gone");
        var checkout = Path.Combine(sandbox.Root, "checkout");
        await sandbox.GitAsync("worktree", "add", "--quiet", "--detach", checkout);
        Directory.CreateDirectory(Path.Combine(sandbox.Path, "new folder", "deep"));
        await File.WriteAllTextAsync(Path.Combine(sandbox.Path, "new folder", "deep", "new.cs"), "new");
        await File.WriteAllTextAsync(Path.Combine(sandbox.Path, "old.cs"), "changed");
        File.Delete(Path.Combine(sandbox.Path, "gone.cs"));
        await sandbox.GitAsync("add", "--all");

        await BenchmarkTransplant.WithChangesAsync(await sandbox.OpenAsync(), checkout, CancellationToken.None);

        (await File.ReadAllTextAsync(Path.Combine(checkout, "new folder", "deep", "new.cs"))).ShouldBe("new");
        (await File.ReadAllTextAsync(Path.Combine(checkout, "old.cs"))).ShouldBe("changed");
        File.Exists(Path.Combine(checkout, "gone.cs")).ShouldBeFalse();
    }

    [Fact]
    public async Task Checkouts_of_the_same_sources_have_one_digest_in_whatever_folder_they_lie()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync(".gitignore", "bin/");
        await sandbox.CommitAsync("code.cs", "old");
        await File.WriteAllTextAsync(Path.Combine(sandbox.Path, "code.cs"), "changed");
        await File.WriteAllTextAsync(Path.Combine(sandbox.Path, "new.cs"), "new");

        var (checkout, digest) = await CheckOutAsync("first");
        (await CheckOutAsync("second")).Digest.ShouldBe(digest);
        Directory.CreateDirectory(Path.Combine(checkout, "bin"));
        await File.WriteAllTextAsync(Path.Combine(checkout, "bin", "built.dll"), "built");
        (await DigestAsync(checkout)).ShouldBe(digest, "what is built is ignored");

        await File.WriteAllTextAsync(Path.Combine(sandbox.Path, "new.cs"), "newer");
        (await CheckOutAsync("third")).Digest.ShouldNotBe(digest);

        async Task<(string Folder, string Digest)> CheckOutAsync(string name)
        {
            var folder = Path.Combine(sandbox.Root, name);
            await sandbox.GitAsync("worktree", "add", "--quiet", "--detach", folder);
            await BenchmarkTransplant.WithChangesAsync(await sandbox.OpenAsync(), folder, CancellationToken.None);
            return (folder, await DigestAsync(folder));
        }

        async Task<string> DigestAsync(string folder) =>
            await BenchmarkTransplant.DigestAsync(await sandbox.OpenAsync(), folder, CancellationToken.None);
    }

    [Fact]
    public async Task A_submodule_comes_as_the_working_tree_has_it()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        using var inner = await GitSandbox.CreateAsync();
        await inner.CommitAsync("inner.cs", "old");
        await sandbox.GitAsync("submodule", "--quiet", "add", inner.Path, "sub");
        await sandbox.CommitAsync();
        var bumped = await inner.CommitAsync("inner.cs", "new");
        var sub = Path.Combine(sandbox.Path, "sub");
        await sandbox.GitAsync("-C", sub, "fetch", "--quiet");
        await sandbox.GitAsync("-C", sub, "checkout", "--quiet", bumped);
        await File.WriteAllTextAsync(Path.Combine(sub, "untracked.cs"), "untracked");
        Directory.CreateDirectory(Path.Combine(sandbox.Path, "other"));
        await sandbox.GitAsync("init", "--quiet", "other");
        await File.WriteAllTextAsync(Path.Combine(sandbox.Path, "other", "file.cs"), "of nobody's");
        var repository = await sandbox.OpenAsync();
        await using var checkout = await TemporaryWorktree.CreateAsync(repository, "HEAD", TimeProvider.System, CancellationToken.None);
        string Text(string name) => File.ReadAllText(Path.Combine(checkout.Directory, "sub", name));
        Text("inner.cs").ShouldBe("old");

        await BenchmarkTransplant.WithChangesAsync(repository, checkout.Directory, CancellationToken.None);

        Text("inner.cs").ShouldBe("new");
        Text("untracked.cs").ShouldBe("untracked");
        Directory.Exists(Path.Combine(checkout.Directory, "other")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_project_that_a_revision_does_not_have_is_known_as_such()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        Directory.CreateDirectory(Path.Combine(sandbox.Path, "bench ü"));
        var commit = await sandbox.CommitAsync(Path.Combine("bench ü", "Bench.csproj"), "<Project />");
        var repository = await sandbox.OpenAsync();

        (await BenchmarkTransplant.HasAsync(repository, commit, "bench ü/Bench.csproj", CancellationToken.None)).ShouldBeTrue();
        (await BenchmarkTransplant.HasAsync(repository, commit, "bench ü/Other.csproj", CancellationToken.None)).ShouldBeFalse();
        (await BenchmarkTransplant.HasAsync(repository, commit, "other/Bench.csproj", CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_project_that_was_moved_is_found_where_the_base_alone_has_it()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        foreach (var folder in new[] { "old", "one", "two" }) Directory.CreateDirectory(Path.Combine(sandbox.Path, folder));
        await sandbox.CommitAsync("Top.csproj", "<Project />");
        await sandbox.CommitAsync(Path.Combine("one", "Twice.csproj"), "<Project />");
        await sandbox.CommitAsync(Path.Combine("two", "Twice.csproj"), "<Project />");
        var commit = await sandbox.CommitAsync(Path.Combine("old", "Bench.csproj"), "<Project />");
        (await FromAsync("Bench.csproj")).ShouldBeNull("it is still there, and another one is new");

        foreach (var folder in new[] { "old", "one", "two" }) await sandbox.GitAsync("mv", folder, $"new {folder}");
        await sandbox.GitAsync("mv", "Top.csproj", "new old/Top.csproj");

        (await FromAsync("Bench.csproj")).ShouldBe("old/");
        (await FromAsync("Top.csproj")).ShouldBe("");
        (await FromAsync("Twice.csproj")).ShouldBeNull("it may be either");
        (await FromAsync("Other.csproj")).ShouldBeNull();

        // Left out of the working tree, which is not to be taken for gone.
        await sandbox.GitAsync("reset", "--quiet", "--hard");
        await sandbox.GitAsync("update-index", "--skip-worktree", "old/Bench.csproj");
        File.Delete(Path.Combine(sandbox.Path, "old", "Bench.csproj"));
        (await FromAsync("Bench.csproj")).ShouldBeNull();

        async Task<string?> FromAsync(string name) =>
            await BenchmarkTransplant.MovedFromAsync(await sandbox.OpenAsync(), commit, name, CancellationToken.None);
    }

    [Fact]
    public async Task A_benchmark_that_was_moved_as_it_is_has_not_changed()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        Directory.CreateDirectory(Path.Combine(sandbox.Path, "old"));
        foreach (var type in new[] { "One", "Two" })
        {
            await sandbox.CommitAsync(
                Path.Combine("old", $"{type}.cs"),
                $"namespace Shop;\npublic class {type}\n{{\n    [Benchmark]\n    public int Run() => 1;\n}}\n");
        }

        var commit = await sandbox.CommitAsync(Path.Combine("old", "Bench.csproj"), "<Project />");
        await sandbox.GitAsync("mv", "old", "new");
        var two = Path.Combine(sandbox.Path, "new", "Two.cs");
        await File.WriteAllTextAsync(two, (await File.ReadAllTextAsync(two)).Replace("=> 1", "=> 2", StringComparison.Ordinal));
        var project = new SuiteProject(Path.Combine(sandbox.Path, "new", "Bench.csproj"));
        BenchmarkId[] benchmarks = [new("Shop", "One", "Run"), new("Shop", "Two", "Run")];

        var changed = await ChangedBenchmarks.FindAsync(
            await sandbox.OpenAsync(), commit, project, "old/", benchmarks, CancellationToken.None);

        changed.ShouldBe(["Two.Run"]);
    }
}
