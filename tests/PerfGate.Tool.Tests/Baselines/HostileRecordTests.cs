using System.Text;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Tests.Commands;
using PerfGate.Tool.Tests.Git;

namespace PerfGate.Tool.Tests.Baselines;

/// <summary>Records that somebody damaged, forged, or wrote with a later version: skipped by name, kept, and harmless.</summary>
public sealed class HostileRecordTests
{
    private const string Evil = "../../evil \u001b[2J$(touch evil)`touch evil`;touch evil\u202e";

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task A_search_passes_over_what_it_cannot_read_and_names_it()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var good = await sandbox.CommitAsync();
        await AddAsync(sandbox, good, Line(await CommitOf(sandbox, good), "good"));
        var truncated = await sandbox.CommitAsync();
        var whole = Line(await CommitOf(sandbox, truncated), "truncated");
        await AddAsync(sandbox, truncated, whole[..(whole.Length / 2)]);
        var forged = await sandbox.CommitAsync();
        var forgery = Forge(Line(await CommitOf(sandbox, forged), "forged"), "[[100,", "[[\"100\",");
        BaselineDecoder.DecodeHeader(Encoding.UTF8.GetBytes(forgery), out var looksWell).ShouldBe(LineState.Read);
        var forgedId = looksWell!.Id;
        await AddAsync(sandbox, forged, forgery);
        var changed = await sandbox.CommitAsync();
        await AddAsync(
            sandbox, changed, Line(await CommitOf(sandbox, changed), "changed").Replace("[[100,", "[[99,", StringComparison.Ordinal));
        var later = await sandbox.CommitAsync();
        await AddAsync(sandbox, later, "{\"format\":2,\"values\":[]}");
        var before = await sandbox.GitAsync("ls-tree", "-r", BaselineStore.Ref);

        var choice = await BaselineSelection.SelectAsync(
            await sandbox.OpenAsync(), new BaselineQuery("HEAD", SampleResults.Linux, ["Suite"]), None);

        (choice.Chosen.ShouldNotBeNull().Commit, choice.Chosen!.Distance).ShouldBe((good, 4));
        choice.Warnings.ShouldBe(
            [
                $"Baselines of {truncated}: 1 skipped (damaged).",
                $"Baselines of {changed}: 1 skipped (damaged).",
                $"Baselines of {later}: 1 skipped (written by a newer PerfGate).",
                $"Baselines of {forged}: record {forgedId} skipped (damaged).",
            ],
            ignoreOrder: true);
        choice.Explanation.ShouldContain($"The nearest baseline is that of {good[..10]}, 4 commits before");
        var verify = await BaselineVerify.RunAsync(await sandbox.OpenAsync(), None);
        (verify.Records, verify.Later).ShouldBe((1, 1));
        verify.Problems.Select(problem => problem.Where).ShouldBe([truncated, forged, changed], ignoreOrder: true);
        verify.Problems.Single(problem => problem.Where == changed).What.ShouldContain("its id does not match its bytes");
        (await sandbox.GitAsync("ls-tree", "-r", BaselineStore.Ref)).ShouldBe(before, "nothing is mended unasked");
    }

    [Fact]
    public async Task Names_in_records_reach_no_file_system_no_shell_and_no_terminal()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        var environment = SampleResults.Linux with { Cpu = Evil, Name = Evil };
        var benchmark = SampleResults.Benchmark(Evil, Evil) with { Id = new BenchmarkId(Evil, Evil, Evil, Evil) };
        var results = new ResultSet(new Provenance(Ref: Evil, RunId: Evil, Time: SampleResults.Noon), environment, [benchmark], [Evil]);
        await new BaselineStore(await sandbox.OpenAsync(), TimeProvider.System).AddAsync("HEAD", results, None);
        var files = Files(sandbox.Root);
        var export = Path.Combine(sandbox.Root, "export");

        string[][] commands = [["list"], ["show"], ["verify"], ["export", "HEAD", export], ["import", export], ["prune", "--keep", "1"]];
        foreach (var command in commands)
        {
            var result = await Cli.RunAsync(sandbox.Path, ["baseline", .. command]);
            result.Code.ShouldBe(ExitCode.Pass, result.Error);
            (result.Out + result.Error).ShouldNotContain("\u001b");
            (result.Out + result.Error).ShouldNotContain("\u202e");
        }

        File.Delete(export);
        var choice = await BaselineSelection.SelectAsync(
            await sandbox.OpenAsync(), new BaselineQuery("HEAD", SampleResults.Linux, []), None);
        choice.Explanation.ShouldNotContain("\u001b");
        Files(sandbox.Root).ShouldBe(files);
    }

    [Fact]
    public async Task A_tree_of_links_submodules_and_depths_is_no_note()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        var commit = await sandbox.CommitAsync();
        await AddAsync(sandbox, commit, Line(await CommitOf(sandbox, commit), "good"));
        var blob = await sandbox.GitAsync(["hash-object", "-w", "--stdin"], "/etc/passwd");
        string[] names =
        [
            $"120000 {blob}\tab/{new string('1', 38)}",
            $"160000 {commit}\tab/{new string('2', 38)}",
            $"100644 {blob}\t{string.Join('/', Enumerable.Repeat("a", 60))}",
        ];
        sandbox.Environment["GIT_INDEX_FILE"] = Path.Combine(sandbox.Root, "index");
        await sandbox.GitAsync("read-tree", BaselineStore.Ref);
        foreach (var name in names) await sandbox.GitAsync(["update-index", "--add", "--index-info"], name + "\n");
        var tree = await sandbox.GitAsync("write-tree");
        sandbox.Environment.Remove("GIT_INDEX_FILE");
        await sandbox.GitAsync("update-ref", BaselineStore.Ref, await sandbox.GitAsync("commit-tree", "--no-gpg-sign", "-m", "x", tree));

        var snapshot = await new BaselineStore(await sandbox.OpenAsync(), TimeProvider.System).OpenAsync(None);

        snapshot.Commits.ShouldBe([commit]);
        snapshot.Others.Count.ShouldBe(3);
        await new BaselineStore(await sandbox.OpenAsync(), TimeProvider.System).AddAsync("HEAD", SampleResults.Create(run: "2"), None);
        (await sandbox.GitAsync("ls-tree", "-r", BaselineStore.Ref)).Split('\n').Length.ShouldBe(4, "what is somebody else's stays");
    }

    [Fact]
    public async Task Folders_that_all_lead_to_the_same_one_are_opened_once()
    {
        using var sandbox = await GitSandbox.CreateAsync();
        await sandbox.CommitAsync();
        var blob = await sandbox.GitAsync(["hash-object", "-w", "--stdin"], "a note");
        var tree = await sandbox.GitAsync(["mktree"], $"100644 blob {blob}\t{new string('a', 34)}\n");
        for (var level = 0; level < 3; level++)
        {
            var inner = tree;
            var entries = Enumerable.Range(0, 256).Select(index => FormattableString.Invariant($"040000 tree {inner}\t{index:x2}\n"));
            tree = await sandbox.GitAsync(["mktree"], string.Concat(entries));
        }

        await sandbox.GitAsync("update-ref", BaselineStore.Ref, await sandbox.GitAsync("commit-tree", "--no-gpg-sign", "-m", "x", tree));

        var snapshot = await new BaselineStore(await sandbox.OpenAsync(), TimeProvider.System).OpenAsync(None);

        snapshot.Commits.ShouldBe(["000000" + new string('a', 34)]);
        snapshot.Others.Count.ShouldBe(3 * 255);
    }

    private static string[] Files(string folder) => [.. Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
        .Where(path => !path.Contains(".git", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static async Task<Tool.Git.GitCommit> CommitOf(GitSandbox sandbox, string commit) =>
        await (await sandbox.OpenAsync()).ResolveAsync(commit, None);

    private static string Line(Tool.Git.GitCommit commit, string run) =>
        Encoding.UTF8.GetString(BaselineRecords.Encode(commit, SampleResults.Create(run: run), SampleResults.Noon)).TrimEnd('\n');

    /// <summary>Changes a record and gives it the id that fits.</summary>
    private static string Forge(string line, string from, string to)
    {
        BaselineDecoder.DecodeHeader(Encoding.UTF8.GetBytes(line), out var header).ShouldBe(LineState.Read);
        line.ShouldContain(from);
        var withoutId = line.Replace($"\"id\":\"{header!.Id}\",", "", StringComparison.Ordinal).Replace(from, to, StringComparison.Ordinal);
        var id = BaselineEncoder.Id(Encoding.UTF8.GetBytes(withoutId));
        return withoutId.Replace("\"format\":1,", $"\"format\":1,\"id\":\"{id}\",", StringComparison.Ordinal);
    }

    private static Task<string> AddAsync(GitSandbox sandbox, string commit, string text) =>
        sandbox.GitAsync("notes", "--ref=perfgate/v1", "add", "-f", "-m", text, commit);
}
