using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Phrasing;

namespace PerfGate.Tool.Reporting;

/// <summary>A finding in the words of a table.</summary>
internal sealed class Row(Finding finding, string name)
{
    private readonly MetricComparison _comparison = finding.Comparison;

    public string Name { get; } = name;

    public string Metric => SafeText.Name(_comparison.Metric.Name, 16);

    public Outcome Outcome => finding.Outcome;

    public bool Fails => finding.Failure != FailureCause.None;

    public Quantity Values => field ??= Quantity.Of(
        _comparison.Baseline?.Median, _comparison.Current?.Median, SafeText.Name(_comparison.Metric.Unit, 10));

    public string Change => Reporting.Change.Text(_comparison.Estimate);

    public string Interval => Reporting.Change.Interval(_comparison.Estimate);

    /// <summary>How sure it is, and why; more may follow in the same line.</summary>
    public string Reason => SafeText.Sentence(_comparison.Reason).TrimEnd('.');

    /// <summary>Who decided to live with it; empty when nobody did.</summary>
    public string Accepted => finding.Accepted is not { } accepted
        ? ""
        : Wording.Invariant(
            $"accepted up to +{accepted.UpTo * 100:0.##} % until {accepted.Until:yyyy-MM-dd}: {SafeText.Sentence(accepted.Reason)}");
}
