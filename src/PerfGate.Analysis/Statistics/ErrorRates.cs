namespace PerfGate.Analysis.Statistics;

/// <summary>Error rates of statements about one benchmark. Those about a whole suite follow from the options of the comparison.</summary>
internal static class ErrorRates
{
    /// <summary>Of a bound: it holds with 95 % confidence.</summary>
    public const double OneSided = 0.05;

    /// <summary>Of each end of an interval that holds with 95 % confidence.</summary>
    public const double TwoSided = OneSided / 2;

    /// <summary>Of overlooking a change as large as the detection limit: it would be found with 90 % power.</summary>
    public const double Overlooked = 0.10;
}
