using PerfGate.Tool.Baselines;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Processes;
using PerfGate.Tool.Results;

namespace PerfGate.BaselineStudy;

/// <summary>A writer that is killed at every git call that it makes, in three ways, and at random moments.</summary>
internal static class KillCommand
{
    /// <summary>What the script does at the chosen call; <c>$PPID</c> is the tool.</summary>
    private static readonly (string Name, string Script)[] Ways =
    [
        ("before the call", "if $hit; then kill -9 $PPID; exit 1; fi\n\"$real\" \"$@\"\n"),
        ("during the call, with git", "if $hit; then \"$real\" \"$@\" <&0 & sleep 0.002; kill -9 $! $PPID; exit 1; fi\n\"$real\" \"$@\"\n"),
        ("after the call", "\"$real\" \"$@\"; code=$?\nif $hit; then kill -9 $PPID; fi\nexit $code\n"),
    ];

    public static async Task RunAsync(StudyPage page, int random)
    {
        using var study = await StudyRepository.CreateAsync(3);
        var results = Path.Combine(study.Root, "results.json");
        ResultSetFile.Write(results, StudyResults.Create(20, 1, TimeProvider.System.GetUtcNow(), "old"));
        await ToolAsync(study, study.Work, results, null);
        ResultSetFile.Write(results, StudyResults.Create(20, 2, TimeProvider.System.GetUtcNow(), "new"));
        var rows = new List<string[]>();
        foreach (var (name, script) in Ways)
        {
            var tally = new Tally();
            var step = 1;
            while (await TryAsync(study, results, StudyPage.Text($"hit=false; [ $n = {step} ] && hit=true\n{script}"), tally)) step++;

            rows.Add(tally.Row(name));
        }

        var dice = new Random(1);
        var chance = new Tally();
        for (var run = 0; run < random; run++)
        {
            // The whole group of processes dies, wherever it is: what a runner that is switched off does.
            var delay = StudyPage.Text($"{0.02 + (dice.NextDouble() * 0.6):0.000}");
            await TryAsync(study, results, "\"$real\" \"$@\"\n", chance, delay);
        }

        rows.Add(chance.Row("all processes, 0.02 to 0.62 s after the first call"));
        string[] header =
            ["killed", "times", "ref here old / new", "ref there old / new", "a ref that is neither", "next run failed", "records lost"];
        page.Write("Writers that are killed", StudyPage.Text($"""
            `dotnet run -c Release --project eval/PerfGate.BaselineStudy -- kill --random {random}`

            `baseline update --push` killed by SIGKILL. Looked at afterwards: both refs, here and on the remote, hold either what they held or that and
            the new record; the same command, run again, succeeds; then both hold everything, and every record here verifies.

            {StudyPage.Table(header, rows)}
            """));
    }

    private static async Task<bool> TryAsync(StudyRepository study, string results, string script, Tally tally, string? killAfter = null)
    {
        var (work, remote) = (Path.Combine(study.Root, "w"), Path.Combine(study.Root, "r.git"));
        foreach (var folder in new[] { work, remote }.Where(Directory.Exists)) Directory.Delete(folder, recursive: true);
        await ShellAsync(study, $"cp -a '{study.Work}' '{work}' && cp -a '{study.Remote}' '{remote}'");
        await study.GitAsync(work, ["config", "remote.origin.url", remote]);

        // What a remote had is remembered by its address.
        await StudyRepository.ToolAsync(
            work, new Dictionary<string, string?>(study.Environment, StringComparer.Ordinal), "baseline", "fetch");
        var output = await ToolAsync(study, work, results, script, killAfter);
        if (output.ExitCode == 0) return false; // It had ended before.
        tally.Add(await RunsAsync(study, work), await RunsAsync(study, remote));
        var again = await ToolAsync(study, work, results, null);
        var problems = (await BaselineVerify.RunAsync(await study.OpenAsync(work), CancellationToken.None)).Problems.Count;
        tally.AddNext(again, problems, await RunsAsync(study, work), await RunsAsync(study, remote));
        return true;
    }

    private static async Task<ProcessOutput> ToolAsync(
        StudyRepository study, string folder, string results, string? script, string? killAfter = null)
    {
        var variables = new Dictionary<string, string?>(study.Environment, StringComparer.Ordinal);
        string[] arguments = ["baseline", "update", "--results", results, "--push"];
        if (script is null) return await StudyRepository.ToolAsync(folder, variables, arguments);
        var (tools, count) = (Path.Combine(study.Root, "tools"), Path.Combine(study.Root, "count"));
        var real = (await ShellAsync(study, "command -v git")).Trim();
        Directory.CreateDirectory(tools);
        var killer = killAfter is null
            ? ""
            : $"[ $n = 1 ] && (sleep {killAfter}; kill -9 -$(ps -o pgid= -p $PPID | tr -d ' ')) > /dev/null 2>&1 < /dev/null &\n";
        await File.WriteAllTextAsync(
            Path.Combine(tools, "git"), $"#!/bin/sh\nreal='{real}'\nn=$(( $(cat '{count}') + 1 )); echo $n > '{count}'\n{killer}{script}");
        await File.WriteAllTextAsync(count, "0\n");
        await ShellAsync(study, $"chmod +x '{tools}/git'");
        variables["TMPDIR"] = study.Root;
        variables["PATH"] = tools + ":" + Environment.GetEnvironmentVariable("PATH");
        if (killAfter is null) return await StudyRepository.ToolAsync(folder, variables, arguments);

        // A session of its own is a group of its own: the kill takes what belongs to the writer and nothing else.
        var tool = Path.Combine(AppContext.BaseDirectory, "PerfGate.Tool.dll");
        var spec = new ProcessSpec("setsid", ["--wait", "dotnet", "exec", tool, .. arguments])
        {
            WorkingDirectory = folder,
            Environment = variables,
        };
        return await ProcessRunner.RunAsync(spec, CancellationToken.None);
    }

    private static async Task<string> RunsAsync(StudyRepository study, string path) =>
        string.Join(' ', (await study.ListAsync(path)).Records.Select(record => record.RunId).Order(StringComparer.Ordinal));

    private static async Task<string> ShellAsync(StudyRepository study, string command)
    {
        var spec = new ProcessSpec("sh", ["-c", command]) { WorkingDirectory = study.Root };
        return (await ProcessRunner.RunAsync(spec, CancellationToken.None)).Text;
    }

    private sealed class Tally
    {
        private int _times;
        private int _oldHere;
        private int _newHere;
        private int _oldThere;
        private int _newThere;
        private int _neither;
        private int _failed;
        private int _lost;

        public void Add(string here, string there)
        {
            _times++;
            if (here == "old") _oldHere++;
            if (here == "new old") _newHere++;
            if (there == "old") _oldThere++;
            if (there == "new old") _newThere++;
            if (here is not ("old" or "new old")) _neither++;
            if (there is not ("old" or "new old")) _neither++;
        }

        public void AddNext(ProcessOutput again, int problems, string here, string there)
        {
            if (again.ExitCode != 0 || problems > 0)
            {
                _failed++;
                Console.Error.WriteLine(again.StandardError);
            }

            if (here != "new old" || there != "new old") _lost++;
        }

        public string[] Row(string name) =>
        [
            name,
            StudyPage.Text($"{_times}"),
            StudyPage.Text($"{_oldHere} / {_newHere}"),
            StudyPage.Text($"{_oldThere} / {_newThere}"),
            StudyPage.Text($"{_neither}"),
            StudyPage.Text($"{_failed}"),
            StudyPage.Text($"{_lost}"),
        ];
    }
}
