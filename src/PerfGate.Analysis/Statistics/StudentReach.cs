namespace PerfGate.Analysis.Statistics;

/// <summary>Distance of a bound from many estimates, which mostly have the degrees of freedom of the one before them.</summary>
/// <param name="tail">Probability that the truth lies beyond the bound.</param>
internal sealed class StudentReach(double tail)
{
    private double _df = double.NaN;
    private double _quantile;

    /// <summary>As <see cref="StudentEstimate.Reach"/>.</summary>
    public double Of(StudentEstimate estimate) => estimate.Error * Quantile(estimate.Df);

    /// <summary>The value that a Student variable exceeds with the probability.</summary>
    public double Quantile(double df)
    {
        if (df != _df) (_df, _quantile) = (df, PerfolizerAdapter.StudentQuantile(tail, df));
        return _quantile;
    }
}
