using System.Security.Cryptography;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Results;
using PerfGate.Tool.Tests.Commands;

namespace PerfGate.Tool.Tests.Baselines;

/// <summary>Every shape of repository that git opens, and what belongs to its user.</summary>
public sealed class RepositoryShapeTests
{
    private static CancellationToken None => CancellationToken.None;

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    public async Task It_shares_from_clones_of_every_shape(string format)
    {
        using var shared = await SharedRepository.CreateAsync("--object-format=" + format);
        var full = await shared.CloneAsync();
        var linked = Path.Combine(shared.Root, "zweiter baum");
        await full.GitAsync("worktree", "add", "--quiet", "--detach", linked);
        var outer = await shared.CloneAsync();
        await outer.GitAsync(
            "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", new Uri(shared.Remote).AbsoluteUri, "sub modül");
        var clones = new Dictionary<string, Clone>(StringComparer.Ordinal)
        {
            ["full"] = full,
            ["linked"] = shared.At(linked),
            ["shallow"] = await shared.CloneAsync("--depth=1"),
            ["blobless"] = await shared.CloneAsync("--filter=blob:none"),
            ["treeless"] = await shared.CloneAsync("--filter=tree:0"),
            ["sparse"] = await shared.CloneAsync("--sparse"),
            ["single branch"] = await shared.CloneAsync("--single-branch", "--no-tags"),
            ["bare"] = await shared.CloneAsync("--bare"),
            ["mirror"] = await shared.CloneAsync("--mirror"),
            ["submodule"] = shared.At(Path.Combine(outer.Path, "sub modül")),
            ["separate folder"] = await shared.CloneAsync("--separate-git-dir", Path.Combine(shared.Root, "anderswo.git")),
        };

        if (format is "sha256")
            foreach (var shape in new[] { "sparse", "single branch", "submodule", "separate folder", "blobless" }) clones.Remove(shape);
        foreach (var (shape, clone) in clones)
        {
            await clone.AddAsync(shape);
            (await clone.PushAsync()).Pushed.ShouldBeTrue(shape);
        }

        foreach (var (shape, clone) in clones)
        {
            await clone.FetchAsync();
            (await clone.RunsAsync()).ShouldBe(clones.Keys, ignoreOrder: true, shape);
            var choice = await BaselineSelection.SelectAsync(
                await clone.OpenAsync(), new BaselineQuery("HEAD", SampleResults.Linux, ["Suite"]), None);
            choice.Chosen.ShouldNotBeNull(shape).Match.ShouldBe(BaselineMatch.Own);
        }
    }

    [Theory]
    [InlineData("blob:none")]
    [InlineData("tree:0")]
    public async Task A_partial_clone_gets_all_contents_at_once_and_keeps_its_promises(string filter)
    {
        using var shared = await SharedRepository.CreateAsync();
        var author = await shared.CloneAsync();
        await author.AddAsync("1");
        await author.AddAsync("2", "HEAD~1");
        await author.PushAsync();
        var partial = await shared.CloneAsync("--no-checkout", "--filter=" + filter);
        var configuration = await File.ReadAllBytesAsync(Path.Combine(partial.Path, ".git", "config"));

        await partial.FetchAsync();

        (await File.ReadAllBytesAsync(Path.Combine(partial.Path, ".git", "config"))).ShouldBe(configuration);
        (await partial.GitAsync("rev-list", "--objects", "--missing=print", BaselineStore.Ref))
            .Contains('?', StringComparison.Ordinal)
            .ShouldBeFalse();
        await partial.GitAsync("config", "remote.origin.url", "nowhere");
        (await partial.RunsAsync()).ShouldBe(["1", "2"], "nothing more has to be asked for");

        // Without the flag the contents stay behind.
        await partial.GitAsync("config", "remote.origin.url", new Uri(shared.Remote).AbsoluteUri);
        var plain = await shared.CloneAsync("--no-checkout", "--filter=" + filter);
        await plain.GitAsync("fetch", "--quiet", "origin", $"{BaselineStore.Ref}:{BaselineStore.Ref}");
        (await plain.GitAsync("rev-list", "--objects", "--missing=print", BaselineStore.Ref)).ShouldContain("?", Case.Sensitive);
    }

    [Theory]
    [InlineData("--depth=1")]
    [InlineData("--filter=blob:none")]
    [InlineData("--no-hardlinks")]
    public async Task Every_command_leaves_what_is_the_users_byte_for_byte(string shape)
    {
        using var shared = await SharedRepository.CreateAsync();
        var other = await shared.CloneAsync();
        await other.GitAsync("notes", "add", "--message", "of somebody");
        await other.GitAsync("tag", "v1");
        await other.GitAsync("push", "--quiet", "origin", "refs/notes/commits", "v1");
        var clone = await shared.CloneAsync(shape);
        await other.AddAsync("other", "HEAD~1");
        await other.PushAsync();
        await PrepareAsync(clone, shared);
        var results = Path.Combine(shared.Root, "results.json");
        ResultSetFile.Write(results, SampleResults.Create());
        var export = Path.Combine(shared.Root, "export.ndjson");
        var before = State(clone.Path);

        await RunAsync("update", "--results", results, "--push");
        await RunAsync("fetch");
        await RunAsync("list");
        await RunAsync("show");
        await RunAsync("export", "HEAD", export);
        await RunAsync("import", export);
        await RunAsync("verify");
        await RunAsync("prune", "--keep", "1", "--dry-run");
        await RunAsync("prune", "--keep", "1");
        await RunAsync("push");
        var check = await Cli.RunAsync(clone.Path, "check", "--results", results, "--against", "baseline");
        check.Code.ShouldNotBe(ExitCode.Usage, check.Error);

        State(clone.Path).ShouldBe(before);
        before.Keys.ShouldContain(Path.Combine(".git", "index"));
        File.Exists(Path.Combine(shared.Root, "a hook was run")).ShouldBeFalse();

        async Task RunAsync(params string[] arguments) =>
            (await Cli.RunAsync(clone.Path, ["baseline", .. arguments])).Code.ShouldBe(ExitCode.Pass, string.Join(' ', arguments));
    }

    /// <summary>Everything of the user's that a careless fetch or push would act upon.</summary>
    private static async Task PrepareAsync(Clone clone, SharedRepository shared)
    {
        (string Name, string Value)[] settings =
        [
            ("core.splitIndex", "true"), ("core.untrackedCache", "true"), ("index.sparse", "true"),
            ("gc.auto", "1"), ("gc.autoPackLimit", "1"),
            ("fetch.prune", "true"), ("fetch.pruneTags", "true"), ("remote.origin.prune", "true"), ("remote.origin.tagOpt", "--tags"),
            ("fetch.writeCommitGraph", "true"), ("fetch.recurseSubmodules", "true"), ("push.followTags", "true"),
            ("push.gpgSign", "if-asked"), ("push.default", "matching"), ("push.recurseSubmodules", "check"),
        ];
        foreach (var (name, value) in settings) await clone.GitAsync("config", name, value);
        await clone.GitAsync("notes", "add", "--message", "of the clone");
        await clone.GitAsync("tag", "local");
        await File.WriteAllTextAsync(Path.Combine(clone.Path, "staged ä.txt"), "staged");
        await clone.GitAsync("add", "--all");
        await File.WriteAllTextAsync(Path.Combine(clone.Path, "staged ä.txt"), "changed since");
        await File.WriteAllTextAsync(Path.Combine(clone.Path, ".git", "FETCH_HEAD"), "the user's last fetch\n");
        foreach (var hook in new[] { "pre-push", "reference-transaction", "post-index-change", "post-commit", "pre-auto-gc" })
            SharedRepository.Script(Path.Combine(clone.Path, ".git", "hooks", hook), $"touch '{shared.Root}/a hook was run'\n");
    }

    /// <summary>Hashes of all files but objects, what belongs to the baselines, and the working tree's own cache of results.</summary>
    private static SortedDictionary<string, string> State(string folder)
    {
        var state = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(folder, file);
            var isOurs = name.Contains("perfgate", StringComparison.Ordinal)
                || name.StartsWith(Path.Combine(".git", "objects"), StringComparison.Ordinal);
            if (!isOurs) state.Add(name, Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));
        }

        return state;
    }
}
