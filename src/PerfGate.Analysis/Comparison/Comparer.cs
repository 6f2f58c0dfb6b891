using System.Collections.Immutable;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Statistics;

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
    /// <exception cref="ArgumentNullException">A result set or the options are null.</exception>
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
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(options);
        return Compare(baseline, current, options, fresh: null);
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
    /// <exception cref="ArgumentNullException">A result set, the fresh pairs or the options are null.</exception>
    /// <exception cref="ArgumentException">The design is independent.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside of its range.</exception>
    /// <remarks>The stored side only chooses suspects; fresh pairs alone decide about these: the choice must not bias the answer.</remarks>
    public static ComparisonResult Compare(ResultSet baseline, ResultSet current, FreshPairs fresh, ComparisonOptions options)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(fresh);
        ArgumentNullException.ThrowIfNull(fresh.Baseline, nameof(fresh));
        ArgumentNullException.ThrowIfNull(fresh.Current, nameof(fresh));
        ArgumentNullException.ThrowIfNull(options);
        if (options.Design == LaunchDesign.Independent) throw new ArgumentException("Fresh launches come in pairs.", nameof(options));
        var launches = new FreshLaunches(fresh, options.Design);
        var result = Compare(baseline, current, options, launches);
        return result with { Comparisons = [.. result.Comparisons.Select(launches.Explained)] };
    }

    /// <summary>Compares.</summary>
    /// <param name="baseline">What was measured of the version to compare with.</param>
    /// <param name="current">What was measured of the version to judge.</param>
    /// <param name="options">What is assumed and how sure the answer has to be.</param>
    /// <param name="fresh">Fresh launches of what was measured apart; null where no such can be had or the results themselves grow.</param>
    private static ComparisonResult Compare(ResultSet baseline, ResultSet current, ComparisonOptions options, FreshLaunches? fresh)
    {
        Check(options);
        var environment = EnvironmentComparer.Compare(baseline.Environment, current.Environment);
        var pairing = Pairing.Of(baseline.Benchmarks, current.Benchmarks);
        var shares = TwoThreads.Map(pairing.Matched.Count, (from, to) =>
        {
            var metrics = new MetricPairing(environment, options);
            for (var i = from; i < to; i++)
            {
                var pair = pairing.Matched[i];
                var (before, after) = fresh?.WithCounts(pair) ?? pair;
                metrics.Sort(
                    before,
                    after,
                    canAsk: options.Design != LaunchDesign.Independent && fresh?.HasFailed(pair.Current.Suite, pair.Current.Id) != true);
            }

            return metrics;
        });
        var (comparisons, cases, requests) = (new List<MetricComparison?>(), new List<SampledCase?>(), new List<MeasurementRequest>());
        foreach (var metrics in shares)
        {
            comparisons.AddRange(metrics.Comparisons);
            cases.AddRange(metrics.Cases);
            requests.AddRange(metrics.Requests);
        }

        var hasPartners = fresh is null && options.Design != LaunchDesign.Independent;
        foreach (var group in cases.OfType<SampledCase>().GroupBy(static sampled => sampled.Metric.Name))
        {
            SampledCase[] family = [.. group];
            var decisions = fresh is not null ? StoredRule.Decide(family, [.. family.Select(fresh.PairsOf)], environment.Comparable, options)
                : options.Design != LaunchDesign.Independent ? PairedRule.Decide(family, options)
                : IndependentRule.Decide(family, environment, options);
            var made = new MetricComparison[family.Length];
            TwoThreads.Do(family.Length, (from, to) =>
            {
                StudentReach interval = new(ErrorRates.TwoSided), bound = new(ErrorRates.OneSided);
                for (var i = from; i < to; i++)
                {
                    var change = decisions[i].ToChange(family[i].Metric, interval, bound);
                    made[i] = ToComparison(family[i], decisions[i], change, environment, options.Design, hasPartners);
                }
            });
            for (var i = 0; i < family.Length; i++)
            {
                var sampled = family[i];
                if (decisions[i].MorePairs == 0) continue;
                requests.Add(new MeasurementRequest(
                    sampled.Benchmark, sampled.Suite, decisions[i].MorePairs, made[i].Estimate, sampled.Metric));
            }

            for (int place = 0, next = 0; next < made.Length; place++)
            {
                if (cases[place]?.Metric.Name == group.Key) comparisons[place] = made[next++];
            }
        }

        return new ComparisonResult(environment, [.. comparisons!, .. Unmatched.Of(pairing)], Merged(requests)).Ordered();
    }

    private static MetricComparison ToComparison(
        SampledCase sampled,
        Decision decision,
        ChangeEstimate? change,
        EnvironmentComparison environment,
        LaunchDesign design,
        bool hasPartners)
    {
        // Slices that ran next to each other drift and scatter together; it is their ratio that counts.
        var withShape = design != LaunchDesign.Lockstep;
        var warnings = new List<string>();
        DataDoubts.AddTo(warnings, sampled.Baseline, "the baseline", withShape);
        DataDoubts.AddTo(warnings, sampled.Current, "the current side", withShape);
        if (!environment.Comparable) warnings.Add("The environments differ.");
        if (design == LaunchDesign.Independent
            && Math.Min(sampled.Baseline.LevelCount, sampled.Current.LevelCount) < IndependentRule.EnoughLaunches)
        {
            warnings.Add("Few launches: iterations of one launch do not show how launches differ.");
        }
        else if (hasPartners && sampled.Baseline.Levels.Length != sampled.Current.Levels.Length)
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
            change,
            decision.Reason,
            [.. warnings]);
    }

    /// <summary>One request a benchmark: a launch measures all of its metrics.</summary>
    private static ImmutableArray<MeasurementRequest> Merged(List<MeasurementRequest> requests) =>
    [
        .. requests
            .GroupBy(static request => request.Key)
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
