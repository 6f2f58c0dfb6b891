namespace PerfGate.Analysis.Policy;

/// <summary>
/// Relative worsening at which each severity begins: 0.10 is 10 % worse. Limits usually rise; where they do not, as a rule for one of them
/// may leave it, the gravest severity whose limit is reached counts.
/// </summary>
/// <param name="Minor">Limit of minor.</param>
/// <param name="Major">Limit of major.</param>
/// <param name="Critical">Limit of critical.</param>
public sealed record SeverityLimits(double Minor, double Major, double Critical)
{
    /// <summary>10 %, 25 % and 50 %.</summary>
    public static SeverityLimits Default { get; } = new(0.10, 0.25, 0.50);

    /// <summary>The limit that is reached first.</summary>
    internal double Lowest => Math.Min(Minor, Math.Min(Major, Critical));

    // 100 B that became 110 B are 10 % more, though the way through a logarithm and back makes it 9.999999999999998 %.
    internal const double Rounding = 1e-9;

    /// <summary>The severity of a relative worsening.</summary>
    /// <param name="worsening">0.10 is 10 % worse; positive infinity is critical.</param>
    /// <returns>The gravest severity whose limit it reaches.</returns>
    public Severity Grade(double worsening) => (worsening + Rounding) switch
    {
        var rounded when rounded >= Critical => Severity.Critical,
        var rounded when rounded >= Major => Severity.Major,
        var rounded when rounded >= Minor => Severity.Minor,
        _ => Severity.None,
    };
}
