using System.Globalization;
using System.Text.RegularExpressions;
using PerfGate.Analysis.Policy;

namespace PerfGate.Tool.Reporting;

/// <summary>Command lines that accept what fails, ready to be copied into a shell.</summary>
internal static partial class AcceptHint
{
    private const int Limit = 5;

    public static IReadOnlyList<string> Lines(Report report) =>
    [
        .. Digest.WorstFirst(report.Result.Findings)
            .Where(finding => finding.Failure == FailureCause.Regression)
            .Select(Line)
            .OfType<string>()
            .Take(Limit),
    ];

    // A name comes from the code under test and the line goes into a shell: only what is surely a name is offered.
    private static string? Line(Finding finding)
    {
        var comparison = finding.Comparison;
        var (name, metric) = (comparison.Benchmark.FullName, comparison.Metric.Name);
        if (!Harmless().IsMatch(name) || !Harmless().IsMatch(metric)) return null;
        if (comparison.Estimate is not { } estimate) return null;
        var most = Math.Exp(Math.Max(estimate.Worsening, estimate.WorseningAtMost)) - 1;
        if (!double.IsFinite(most) || most > 1_000) return null;
        var upTo = (Math.Ceiling(most * 20) * 5).ToString("0", CultureInfo.InvariantCulture);
        return $"dotnet perfgate accept '{name}' --metric '{metric}' --up-to {upTo}% --reason \"…\" --until YYYY-MM-DD";
    }

    [GeneratedRegex(@"^[A-Za-z0-9_.][A-Za-z0-9_.,=()<> :+-]{0,199}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Harmless();
}
