using System.Globalization;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Processes;
using PerfGate.Tool.Results;
using Xunit.Abstractions;

namespace PerfGate.Tool.Tests.Baselines;

/// <summary>
/// A writer that is killed (SIGKILL) after each of the git calls that change something: after one that only reads, all is as it was before
/// it. In front of git stands a script that counts the calls and kills its caller. The form with all ways of being killed is 'kill' in
/// eval/PerfGate.BaselineStudy.
/// </summary>
public sealed class KilledWriterTests(ITestOutputHelper output)
{
    // Patterns of the calls that only read, as a shell's case has them.
    private const string Reading =
        "*' rev-parse '*|*' cat-file '*|*' config '*|*' ls-remote '*|*' get-url '*|*' status '*|*' log '*|*' rev-list '*|*' for-each-ref '*";

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Killed_at_any_step_the_ref_is_the_old_or_the_new_one_and_the_next_run_works()
    {
        if (OperatingSystem.IsWindows())
        {
            output.WriteLine("Not tried: Windows has neither SIGKILL nor scripts that stand in for git.");
            return;
        }

        using var shared = await SharedRepository.CreateAsync();
        var clone = await shared.CloneAsync();
        await clone.AddAsync("old");
        await clone.PushAsync();
        await clone.AddAsync("not pushed", "HEAD~1");
        var results = Path.Combine(shared.Root, "r.json");
        ResultSetFile.Write(results, SampleResults.Create(run: "new"));

        var steps = 0;
        while (true)
        {
            var (here, there) = (Path.Combine(shared.Root, "here"), Path.Combine(shared.Root, "there"));
            Copy(clone.Path, here);
            Copy(shared.Remote, there);
            await shared.GitAsync(here, "config", "remote.origin.url", there);
            var (atHere, atThere) = (shared.At(here), shared.At(there));
            await atHere.FetchAsync();
            var killed = await RunAsync(shared, here, steps + 1, "update", "--results", results, "--push");

            (await atThere.RunsAsync()).ShouldBeOneOf((string[][])[["old"], ["new", "not pushed", "old"]], Arrays);
            (await atHere.RunsAsync()).ShouldBeOneOf((string[][])[["not pushed", "old"], ["new", "not pushed", "old"]], Arrays);
            foreach (var repository in new[] { atHere, atThere })
                (await BaselineVerify.RunAsync(await repository.OpenAsync(), None)).Problems.ShouldBeEmpty();
            if (killed == 0) break;

            killed.ShouldBe(137, "killed");
            steps++;
            await (await atHere.StoreAsync()).AddAsync("HEAD", SampleResults.Create(run: "new"), None);
            await atHere.PushAsync();
            foreach (var repository in new[] { atHere, atThere }) (await repository.RunsAsync()).ShouldBe(["new", "not pushed", "old"]);
            await shared.GitAsync(there, "fsck", "--strict");
            Directory.Delete(here, recursive: true);
            Directory.Delete(there, recursive: true);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"killed after each of {steps} git calls that write"));
        steps.ShouldBeGreaterThan(6);
    }

    [Fact]
    public async Task Killed_at_any_step_of_pruning_nothing_that_was_pruned_comes_back()
    {
        if (OperatingSystem.IsWindows())
        {
            output.WriteLine("Not tried: Windows has neither SIGKILL nor scripts that stand in for git.");
            return;
        }

        using var shared = await SharedRepository.CreateAsync();
        var clone = await shared.CloneAsync();
        await clone.AddAsync("old", "HEAD~1", SampleResults.Noon.AddDays(-400));
        await clone.AddAsync("young");
        await clone.PushAsync();

        var steps = 0;
        while (true)
        {
            var (here, there) = (Path.Combine(shared.Root, "here"), Path.Combine(shared.Root, "there"));
            Copy(clone.Path, here);
            Copy(shared.Remote, there);
            await shared.GitAsync(here, "config", "remote.origin.url", there);
            var (atHere, atThere) = (shared.At(here), shared.At(there));
            await atHere.FetchAsync();
            var killed = await RunAsync(shared, here, steps + 1, "prune", "--keep", "1");

            var left = await atThere.RunsAsync();
            left.ShouldBeOneOf((string[][])[["old", "young"], ["young"]], Arrays);
            await atHere.PushAsync();
            foreach (var repository in new[] { atHere, atThere }) (await repository.RunsAsync()).ShouldBe(left);
            if (killed == 0) break;

            killed.ShouldBe(137, "killed");
            steps++;
            Directory.Delete(here, recursive: true);
            Directory.Delete(there, recursive: true);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"killed after each of {steps} git calls that write"));
        steps.ShouldBeGreaterThan(6);
    }

    private static IEqualityComparer<string[]> Arrays { get; } = EqualityComparer<string[]>.Create(
        (left, right) => left!.AsSpan().SequenceEqual(right));

    /// <returns>137 when it was killed, 0 when the write has fewer steps than that.</returns>
    private static async Task<int> RunAsync(SharedRepository shared, string folder, int step, params string[] arguments)
    {
        var (count, tools) = (Path.Combine(shared.Root, "count"), Path.Combine(shared.Root, "tools"));
        await File.WriteAllTextAsync(count, "0\n");
        var real = await RealGitAsync();
        SharedRepository.Script(
            Path.Combine(tools, "git"),
            $"case \" $* \" in {Reading}) exec '{real}' \"$@\";; esac\n"
            + $"n=$(( $(cat '{count}') + 1 )); echo $n > '{count}'\n'{real}' \"$@\"; code=$?\n"
            + $"[ $n = {step.ToString(CultureInfo.InvariantCulture)} ] && kill -9 $PPID\nexit $code\n");
        var variables = new Dictionary<string, string?>(shared.Environment, StringComparer.Ordinal)
        {
            ["TMPDIR"] = shared.Root,
            ["PATH"] = tools + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH"),
        };
        return (await ToolProcess.RunAsync(folder, variables, ["baseline", .. arguments])).ExitCode;
    }

    private static async Task<string> RealGitAsync() =>
        (await ProcessRunner.RunAsync(new ProcessSpec("sh", ["-c", "command -v git"]), None)).Text.Trim();

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }
}
