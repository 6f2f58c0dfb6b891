namespace PerfGate.Analysis.Statistics;

/// <summary>Derivatives of the log gamma function, for positive arguments.</summary>
internal static class SpecialFunctions
{
    /// <summary>From here on the asymptotic series is exact to about twelve digits.</summary>
    private const double Large = 12;

    /// <summary>First derivative.</summary>
    public static double Digamma(double x)
    {
        var sum = 0.0;
        for (; x < Large; x++) sum -= 1 / x;
        var inverse = 1 / (x * x);
        return sum + Math.Log(x) - (0.5 / x)
            - (inverse * ((1.0 / 12) - (inverse * ((1.0 / 120) - (inverse * ((1.0 / 252) - (inverse / 240)))))));
    }

    /// <summary>Second derivative.</summary>
    public static double Trigamma(double x)
    {
        var sum = 0.0;
        for (; x < Large; x++) sum += 1 / (x * x);
        var inverse = 1 / (x * x);
        return sum + (1 / x) + (inverse / 2)
            + (inverse / x * ((1.0 / 6) - (inverse * ((1.0 / 30) - (inverse * ((1.0 / 42) - (inverse / 30)))))));
    }

    /// <summary>The argument at which the second derivative takes a positive value.</summary>
    public static double InverseTrigamma(double value)
    {
        double low = 1e-6, high = 1e6;
        for (var i = 0; i < 100; i++)
        {
            var middle = Math.Sqrt(low * high);
            if (Trigamma(middle) > value) low = middle;
            else high = middle;
        }

        return Math.Sqrt(low * high);
    }
}
