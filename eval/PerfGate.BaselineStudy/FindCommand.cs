using PerfGate.Tool.Baselines;
using PerfGate.Tool.Errors;

namespace PerfGate.BaselineStudy;

/// <summary>A long history: how long a base takes to be found and read, and a record to be written and pushed.</summary>
internal static class FindCommand
{
    public static async Task RunAsync(StudyPage page, int commits, int records, int pushes)
    {
        using var study = await StudyRepository.CreateAsync(commits);
        var repository = await study.OpenAsync();
        var store = new BaselineStore(repository, TimeProvider.System);
        var ids = (await study.GitAsync(study.Work, ["rev-list", "HEAD"])).Split('\n');

        // Every fifth commit, beginning ten before the last one.
        for (var index = 0; index < records; index++)
            await store.AddAsync(
                ids[10 + (index * 5)],
                StudyResults.Create(100, index, DateTimeOffset.UnixEpoch.AddSeconds(1_700_000_000 - (index * 600))),
                CancellationToken.None);
        var remote = (await BaselineRemote.FindAsync(repository, null, TimeSpan.FromMinutes(2), CancellationToken.None))!;
        var sync = new BaselineSync(repository, store, remote, TimeProvider.System);
        await sync.PushAsync(CancellationToken.None);
        await study.GitAsync(study.Work, ["gc", "--quiet"]);
        await study.GitAsync(study.Remote, ["gc", "--quiet"]);

        var processes = 0;
        var rows = new List<string[]>();
        foreach (var (what, commit, environment) in new[]
        {
            ("its own record", ids[10], StudyResults.Machine),
            ("the nearest, 10 commits back", ids[0], StudyResults.Machine),
            ("none within 1000 commits", ids[0], StudyResults.Machine with { Name = "another" }),
        })
        {
            var query = new BaselineQuery(commit, environment, ["Contoso.Product.Benchmarks"]);
            processes = await study.ProcessesAsync(
                async () => await BaselineSelection.SelectAsync(await study.OpenAsync(), query, CancellationToken.None));
            var time = await Timing.OfAsync(
                9, async () => await BaselineSelection.SelectAsync(await study.OpenAsync(), query, CancellationToken.None));
            rows.Add([$"find and read: {what}", Timing.Text(time), StudyPage.Text($"{processes}")]);
        }

        var file = Path.Combine(study.Root, "results.json");
        var run = 0;
        Tool.Results.ResultSetFile.Write(file, StudyResults.Create(100, 1, TimeProvider.System.GetUtcNow()));
        processes = await study.ProcessesAsync(UpdateAsync);
        var updating = Timing.Text(await Timing.OfAsync(pushes, UpdateAsync));
        rows.Add(["`baseline update --push` to a local bare remote, as a process", updating, StudyPage.Text($"{processes}")]);
        page.Write("A long history", StudyPage.Text($"""
            `dotnet run -c Release --project eval/PerfGate.BaselineStudy -- find --commits {commits} --records {records} --pushes {pushes}`

            {commits} commits on one branch, {records} records of 100 benchmarks on every fifth of the last ones, packed. Milliseconds: median (worst);
            finding includes opening the repository.

            {StudyPage.Table(["what", "ms", "git processes"], rows)}
            The processes of an update include those that git starts by itself at both ends of the push.
            """));

        async Task UpdateAsync()
        {
            Tool.Results.ResultSetFile.Write(
                file, StudyResults.Create(100, ++run, TimeProvider.System.GetUtcNow(), StudyPage.Text($"run {run}")));
            var output = await StudyRepository.ToolAsync(study.Work, study.Environment, "baseline", "update", "--results", file, "--push");
            if (output.ExitCode != 0) throw new InvalidOperationException(output.StandardError);
        }
    }
}
