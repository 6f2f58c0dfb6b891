using PerfGate.Analysis.Model;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Git;

namespace PerfGate.BaselineStudy;

/// <summary>What the ref weighs, and how long it takes to read, as records add up commit by commit.</summary>
internal static class GrowthCommand
{
    private static readonly string[] Header =
    [
        "records", "before `gc`, MB", "packed, MB", "packed a record, kB", "`list`",
        "find: own", "find: nearest of all", "find: none, all looked at", "read one",
    ];

    public static async Task RunAsync(StudyPage page, int commits, int benchmarks)
    {
        using var study = await StudyRepository.CreateAsync(commits + 1);
        var repository = await study.OpenAsync();
        var store = new BaselineStore(repository, TimeProvider.System);
        var ids = (await study.GitAsync(study.Work, ["rev-list", "--reverse", "HEAD"])).Split('\n');
        await study.GitAsync(study.Work, ["gc", "--quiet"]);
        var start = await SizeAsync(study);
        var rows = new List<string[]>();
        for (var index = 0; index < commits; index++)
        {
            var results = StudyResults.Create(benchmarks, index, DateTimeOffset.UnixEpoch.AddSeconds(1_700_000_000 + (index * 600)));
            await store.AddAsync(ids[index], results, CancellationToken.None);
            if (index + 1 == commits
                || (index + 1) % Math.Max(1, commits / 4) == 0) rows.Add(await RowAsync(study, repository, ids, index + 1, start));
        }

        var processes = await study.ProcessesAsync(() => StudyRepository.ToolAsync(study.Work, study.Environment, "baseline", "list"));
        page.Write("Growth", StudyPage.Text($"""
            `dotnet run -c Release --project eval/PerfGate.BaselineStudy -- growth --commits {commits} --benchmarks {benchmarks}`

            One record a commit, {benchmarks} benchmarks with 3 launches of 10 iterations and five metrics each, written one after the other. Times in
            milliseconds: median of five (worst). `list` is the whole command as a process; the others are calls, without the start of .NET.

            {StudyPage.Table(Header, rows)}
            `list` starts {processes} git processes, finding and reading a base one beside the one that opens the repository.
            """));
    }

    private static async Task<string[]> RowAsync(StudyRepository study, GitRepository repository, string[] ids, int count, double start)
    {
        var loose = await SizeAsync(study) - start;
        await study.GitAsync(study.Work, ["gc", "--quiet"]);
        var packed = await SizeAsync(study) - start;
        var list = await Timing.OfAsync(5, () => StudyRepository.ToolAsync(study.Work, study.Environment, "baseline", "list"));
        var own = await Timing.OfAsync(5, () => SelectAsync(ids[count - 1], StudyResults.Machine));
        var ancestor = await Timing.OfAsync(5, () => SelectAsync(ids[count], StudyResults.Machine));
        var none = await Timing.OfAsync(5, () => SelectAsync(ids[count], StudyResults.Machine with { Name = "another" }));
        var read = await Timing.OfAsync(
            5, () => new BaselineStore(repository, TimeProvider.System).ShowAsync(ids[count / 2], CancellationToken.None));
        string[] sizes =
        [
            StudyPage.Text($"{count}"),
            StudyPage.Text($"{loose:0.0}"),
            StudyPage.Text($"{packed:0.0}"),
            StudyPage.Text($"{packed * 1024 / count:0.0}"),
        ];
        return [.. sizes,
            Timing.Text(list), Timing.Text(own), Timing.Text(ancestor), Timing.Text(none), Timing.Text(read)];

        Task SelectAsync(string commit, HostEnvironment environment) =>
            BaselineSelection.SelectAsync(
                repository, new BaselineQuery(commit, environment, ["Contoso.Product.Benchmarks"]), CancellationToken.None);
    }

    private static async Task<double> SizeAsync(StudyRepository study)
    {
        var counts = (await study.GitAsync(study.Work, ["count-objects", "-v"]))
            .Split('\n')
            .Select(line => line.Split(": "))
            .ToDictionary(line => line[0], line => line[1], StringComparer.Ordinal);
        return (Number("size") + Number("size-pack")) / 1024;

        double Number(string name) => double.Parse(counts[name], System.Globalization.CultureInfo.InvariantCulture);
    }
}
