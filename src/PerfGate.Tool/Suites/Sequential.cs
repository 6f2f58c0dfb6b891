using System.Globalization;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Results;

namespace PerfGate.Tool.Suites;

/// <summary>What measuring one revision yielded.</summary>
internal sealed record SequentialResult(ResultSet Results, IReadOnlyList<FailedSuite> Failures);

/// <summary>Measures suites of one revision, launch by launch.</summary>
internal static class Sequential
{
    public static async Task<SequentialResult> MeasureAsync(
        IReadOnlyList<MeasuredSuite> suites, int launches, IReadOnlyList<string> filter, IProgress<MeasureEvent> progress, CancellationToken cancellationToken)
    {
        var done = 0;
        var total = launches * suites.Sum(suite => suite.Launcher.Suite.Benchmarks.Count);
        var measured = suites.ToList();
        var failures = new List<FailedSuite>();
        for (var launch = 1; launch <= launches; launch++)
        {
            var step = string.Create(CultureInfo.InvariantCulture, $"launch {launch} of {launches}");
            foreach (var suite in measured.ToList())
            {
                try
                {
                    var name = suite.Launcher.Suite.Project.Name;
                    await suite.LaunchAsync(filter, benchmark => progress.Report(new MeasureEvent(name, step, benchmark, done++, total)), cancellationToken);
                }
                catch (SuiteFailedException problem)
                {
                    // Ctrl-C in a terminal reaches the children first: what they leave is no failure.
                    cancellationToken.ThrowIfCancellationRequested();
                    failures.Add(problem.Failure);
                    measured.Remove(suite);
                }
            }
        }

        return new SequentialResult(ResultSets.Join([.. measured.Select(suite => suite.Results)]), failures);
    }
}
