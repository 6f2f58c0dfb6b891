using System.Globalization;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Results;
using Xunit.Abstractions;

namespace PerfGate.Tool.Tests.Baselines;

/// <summary>
/// Processes with clones of their own write to one remote at once. Of more of them, and more often, is 'race' in eval/PerfGate.BaselineStudy.
/// </summary>
public sealed class WriterRaceTests(ITestOutputHelper output)
{
    private const int Writers = 4;
    private const int Rounds = 2;

    [Fact]
    public async Task Writers_at_once_lose_no_record()
    {
        using var shared = await SharedRepository.CreateAsync();
        var clones = new List<Clone>();
        for (var writer = 0; writer < Writers; writer++) clones.Add(
            await shared.CloneAsync(writer % 2 == 0 ? "--depth=1" : "--no-hardlinks"));
        var expected = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            var runs = Enumerable.Range(0, Writers)
                .Select(writer => string.Create(CultureInfo.InvariantCulture, $"{round}.{writer}"))
                .ToList();
            expected.AddRange(runs);
            var outputs = await Task.WhenAll(clones.Zip(runs, async (clone, run) =>
            {
                var results = Path.Combine(shared.Root, $"{run}.json");
                ResultSetFile.Write(results, SampleResults.Create(run: run));
                return await ToolProcess.RunAsync(clone.Path, shared.Environment, "baseline", "update", "--results", results, "--push");
            }));

            foreach (var result in outputs) result.ExitCode.ShouldBe(0, result.StandardError);
            output.WriteLine(
                string.Join(" | ", outputs.Select(result => result.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1])));
        }

        var remote = shared.At(shared.Remote);
        (await remote.RunsAsync()).ShouldBe(expected, ignoreOrder: true);
        (await BaselineVerify.RunAsync(await remote.OpenAsync(), CancellationToken.None)).Problems.ShouldBeEmpty();
    }
}
