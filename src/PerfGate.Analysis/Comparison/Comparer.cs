using System.Collections.Immutable;
using PerfGate.Analysis.Model;

namespace PerfGate.Analysis.Comparison;

/// <summary>Compares two result sets: a pure function of all that has been measured so far.</summary>
public static class Comparer
{
    /// <summary>
    /// Compares. With interleaved launches the answer may ask for more of them; the caller measures those, appends them to both
    /// result sets and compares again, until nothing is asked for or its budget is spent.
    /// </summary>
    /// <param name="baseline">What was measured of the version to compare with.</param>
    /// <param name="current">What was measured of the version to judge.</param>
    /// <param name="options">What is assumed and how sure the answer has to be.</param>
    /// <returns>One comparison a benchmark and metric, and requests for launch pairs, which an independent design never makes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside of its range.</exception>
    /// <remarks>
    /// The launch is the unit of replication: a launch counts as the median of its iterations, on a logarithmic scale. Independent
    /// launches are compared with a variance that the suite shares (empirical Bayes, Smyth 2004), five degrees of freedom and Holm's
    /// correction (Holm 1979). The log ratios of pairs are combined by the Hodges-Lehmann estimate (Hodges and Lehmann 1963) in the screen
    /// and of whole launches, and by the maximum likelihood of Student's distribution with three degrees of freedom where fresh pairs in
    /// lockstep decide. docs/statistics.md has the derivation and the study.
    /// </remarks>
    public static ComparisonResult Compare(ResultSet baseline, ResultSet current, ComparisonOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var arePaired = options.Design != LaunchDesign.Independent;
        return Compare(baseline, current, options, arePaired, (cases, environment) => arePaired
            ? PairedRule.Decide(cases, options)
            : IndependentRule.Decide(cases, environment, options));
    }

    /// <summary>
    /// Compares results that were measured apart, a stored baseline for example, and confirms what they make suspect by interleaved
    /// launches on one machine. The caller measures what is asked for, appends it to the fresh pairs and compares again.
    /// </summary>
    /// <param name="baseline">Stored results of the version to compare with; they only screen, and may come from another machine.</param>
    /// <param name="current">Results of the version to judge.</param>
    /// <param name="fresh">Launch pairs measured so far.</param>
    /// <param name="options">What is assumed and how sure the answer has to be; the design is that of the fresh pairs.</param>
    /// <returns>One comparison a benchmark and metric, and requests for further launch pairs.</returns>
    /// <exception cref="ArgumentException">The design is independent.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside of its range.</exception>
    /// <remarks>The stored side only chooses suspects; fresh pairs alone decide about these: the choice must not bias the answer.</remarks>
    public static ComparisonResult Compare(ResultSet baseline, ResultSet current, FreshPairs fresh, ComparisonOptions options)
    {
        ArgumentNullException.ThrowIfNull(fresh);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Design == LaunchDesign.Independent) throw new ArgumentException("Fresh launches come in pairs.", nameof(options));
        var was = fresh.Baseline.Benchmarks.ToLookup(static benchmark => (benchmark.Suite, benchmark.Id));
        var now = fresh.Current.Benchmarks.ToLookup(static benchmark => (benchmark.Suite, benchmark.Id));
        var failed = fresh.Baseline.Benchmarks.AddRange(fresh.Current.Benchmarks)
            .Where(static benchmark => benchmark.HasFailed)
            .Select(static benchmark => (benchmark.Suite, Case(benchmark.Id)))
            .ToHashSet();
        var result = Compare(
            baseline,
            current,
            options,
            arePaired: false,
            (cases, environment) => StoredRule.Decide(cases, [.. cases.Select(PairsOf)], environment.Comparable, options));
        return result with { Comparisons = [.. result.Comparisons.Select(WithFreshSides)] };

        LaunchPairs PairsOf(SampledCase sampled) => SidesOf(sampled.Suite, sampled.Benchmark, sampled.Metric) is var (x, y)
            ? LaunchPairs.Of(x, y, options.Design, 0, int.MaxValue)
            : failed.Contains((sampled.Suite, Case(sampled.Benchmark))) ? LaunchPairs.Failed : LaunchPairs.None;

        // What failed has not said what it ran on.
        static BenchmarkId Case(BenchmarkId id) => id with { Job = "", Runtime = "" };

        // What a ratio comes from stands beside it.
        MetricComparison WithFreshSides(MetricComparison comparison) =>
            comparison.Estimate is { Pairs: > 0 } && SidesOf(comparison.Suite, comparison.Benchmark, comparison.Metric) is var (x, y)
                ? comparison with { Baseline = x.Summary, Current = y.Summary }
                : comparison;

        (SideData Baseline, SideData Current)? SidesOf(string suite, BenchmarkId benchmark, Metric metric) =>
            was[(suite, benchmark)].FirstOrDefault()?.Find(metric.Name) is { } x
            && now[(suite, benchmark)].FirstOrDefault()?.Find(metric.Name) is { } y
                ? (SideData.Of(x), SideData.Of(y))
                : null;
    }

    private static ComparisonResult Compare(
        ResultSet baseline,
        ResultSet current,
        ComparisonOptions options,
        bool arePaired,
        Func<SampledCase[], EnvironmentComparison, Decision[]> rule)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(current);
        Check(options);

        var environment = EnvironmentComparer.Compare(baseline.Environment, current.Environment);
        var pairing = Pairing.Of(baseline.Benchmarks, current.Benchmarks);
        var settled = new List<MetricComparison>(Unmatched.Of(pairing));
        var cases = new List<SampledCase>();
        foreach (var (was, now) in pairing.Matched) MetricPairing.Sort(was, now, environment, options, settled, cases);

        var requests = ImmutableArray.CreateBuilder<MeasurementRequest>();
        foreach (var family in cases.GroupBy(static sampled => sampled.Metric.Name).Select(static group => Sorted(group)))
        {
            var decisions = rule(family, environment);
            for (var i = 0; i < family.Length; i++)
            {
                settled.Add(ToComparison(family[i], decisions[i], environment, options.Design, arePaired));
                if (decisions[i].MorePairs > 0)
                {
                    requests.Add(new MeasurementRequest(
                        family[i].Benchmark, family[i].Suite, decisions[i].MorePairs, settled[^1].Estimate));
                }
            }
        }

        return new ComparisonResult(environment, Sorted(settled), Merged(requests));
    }

    private static MetricComparison ToComparison(
        SampledCase sampled,
        Decision decision,
        EnvironmentComparison environment,
        LaunchDesign design,
        bool arePaired)
    {
        // Slices that ran next to each other drift and scatter together; it is their ratio that counts.
        var withShape = design != LaunchDesign.Lockstep;
        var warnings = DataDoubts.Of(sampled.Baseline, "the baseline", withShape)
            .Concat(DataDoubts.Of(sampled.Current, "the current side", withShape))
            .ToList();
        if (!environment.Comparable) warnings.Add("The environments differ.");
        if (design == LaunchDesign.Independent
            && Math.Min(sampled.Baseline.Levels.Length, sampled.Current.Levels.Length) < IndependentRule.EnoughLaunches)
        {
            warnings.Add("Few launches: iterations of one launch do not show how launches differ.");
        }
        else if (arePaired && sampled.Baseline.Launches.Length != sampled.Current.Launches.Length)
        {
            warnings.Add("Launches without a partner on the other side were left out.");
        }

        return new MetricComparison(
            sampled.Benchmark,
            sampled.Suite,
            sampled.Metric,
            ComparisonStatus.Compared,
            decision.Evidence,
            sampled.Baseline.Summary,
            sampled.Current.Summary,
            decision.ToChange(sampled.Metric),
            decision.Reason,
            [.. warnings]);
    }

    private static SampledCase[] Sorted(IEnumerable<SampledCase> cases) =>
    [
        .. cases
            .OrderBy(static sampled => sampled.Suite, StringComparer.Ordinal)
            .ThenBy(static sampled => sampled.Benchmark.ToString(), StringComparer.Ordinal),
    ];

    private static ImmutableArray<MetricComparison> Sorted(List<MetricComparison> comparisons) =>
    [
        .. comparisons
            .OrderBy(static comparison => comparison.Suite, StringComparer.Ordinal)
            .ThenBy(static comparison => comparison.Benchmark.ToString(), StringComparer.Ordinal)
            .ThenBy(static comparison => comparison.Metric.Name, StringComparer.Ordinal),
    ];

    /// <summary>One request a benchmark: a launch measures all of its metrics.</summary>
    private static ImmutableArray<MeasurementRequest> Merged(ImmutableArray<MeasurementRequest>.Builder requests) =>
    [
        .. requests
            .GroupBy(static request => (request.Suite, request.Benchmark))
            .Select(static group => group.MaxBy(static request => request.Pairs)!),
    ];

    private static void Check(ComparisonOptions options)
    {
        if (options.Alpha is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(options), "Alpha must lie between 0 and 1.");
        if (options.Indifference is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(options), "Indifference must lie between 0 and 1.");
        }

        if (options.ScreeningPairs < 0) throw new ArgumentOutOfRangeException(nameof(options), "ScreeningPairs must not be negative.");
        if (options.Looks.IsDefaultOrEmpty || options.Looks[0] < 2 || options.Looks.Any(static pairs => pairs < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(options), "Looks must add launch pairs, the first one at least two.");
        }
    }
}
