using System.Collections.Immutable;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using static PerfGate.Analysis.Tests.Comparison.Samples;

namespace PerfGate.Analysis.Tests.Comparison;

public sealed class StoredTests
{
    [Fact]
    public void A_faster_machine_is_not_a_faster_program()
    {
        var laboratory = new Laboratory(machine: 0.8, code: 1);

        laboratory.Judge().ShouldAllBe(comparison => comparison.Evidence == Evidence.Unchanged);
        laboratory.Judge()[0].Reason!.ShouldContain("machine's and taken out");
    }

    [Fact]
    public void A_suite_that_the_code_made_slower_is_found_on_a_faster_machine()
    {
        var comparisons = new Laboratory(machine: 0.8, code: 1.15).Judge();

        comparisons.ShouldAllBe(comparison => comparison.Evidence == Evidence.Worse);
        comparisons.ShouldAllBe(comparison => comparison.Estimate!.Pairs >= 8);
        comparisons.ShouldAllBe(comparison =>
            Math.Abs((comparison.Current!.Median / comparison.Baseline!.Median) - comparison.Estimate!.Ratio) < 0.02);
    }

    [Fact]
    public void A_single_slow_benchmark_is_found_on_a_slower_machine()
    {
        var comparisons = new Laboratory(machine: 1.3, code: 1, slow: 4, factor: 1.3).Judge();

        comparisons.Where(comparison => comparison.Evidence == Evidence.Worse).ShouldHaveSingleItem().Benchmark.Method.ShouldBe("B04");
        comparisons.ShouldAllBe(comparison => comparison.Evidence != Evidence.Undecided);
    }

    [Fact]
    public void Typical_benchmarks_are_asked_for_first_when_the_whole_suite_moved()
    {
        var requests = new Laboratory(machine: 1.3, code: 1).Compare().Requests;

        requests.Length.ShouldBe(6);
        requests.ShouldAllBe(request => request.Pairs == 2);
    }

    [Fact]
    public void A_typical_benchmark_that_cannot_be_measured_in_pairs_does_not_hold_up_the_others()
    {
        var laboratory = new Laboratory(machine: 1.3, code: 1, slow: 3, factor: 1.5);
        var typical = laboratory.Compare().Requests[0].Benchmark.Method;

        var comparisons = laboratory.Judge(typical);

        comparisons.Single(comparison => comparison.Benchmark.Method == "B03").Evidence.ShouldBe(Evidence.Worse);
        comparisons.Count(comparison => comparison.Evidence == Evidence.Unchanged).ShouldBeGreaterThan(15);
    }

    [Fact]
    public void A_small_suite_from_another_machine_is_measured_again()
    {
        var result = new Laboratory(machine: 0.8, code: 1.15, benchmarks: 4).Compare();

        result.Requests.Length.ShouldBe(4);
        new Laboratory(machine: 0.8, code: 1.15, benchmarks: 4).Judge().ShouldAllBe(comparison => comparison.Evidence == Evidence.Worse);
    }

    [Fact]
    public void One_odd_pair_of_a_typical_benchmark_does_not_hide_what_the_code_did()
    {
        var laboratory = new Laboratory(machine: 0.8, code: 1.12);
        laboratory.MakeNextOdd(laboratory.Compare().Requests[0].Benchmark.Method, 0.74);

        laboratory.Judge().Count(comparison => comparison.Evidence == Evidence.Worse).ShouldBeGreaterThan(18);
    }

    [Fact]
    public void Where_too_few_typical_benchmarks_can_be_measured_everything_is()
    {
        var laboratory = new Laboratory(machine: 0.8, code: 1.15);
        var typical = laboratory.Compare().Requests.Select(request => request.Benchmark.Method).Take(4).ToArray();

        laboratory.Judge(typical).Where(comparison => !typical.Contains(comparison.Benchmark.Method))
            .ShouldAllBe(comparison => comparison.Evidence == Evidence.Worse);
    }

    [Fact]
    public void A_small_suite_is_measured_again_where_machine_and_code_may_have_cancelled_each_other()
    {
        var laboratory = new Laboratory(machine: 1 / 1.12, code: 1.12, benchmarks: 4, isSameEnvironment: true);

        laboratory.Compare().Requests.Length.ShouldBe(4);
        laboratory.Judge().ShouldAllBe(comparison => comparison.Evidence == Evidence.Worse);
    }

    [Fact]
    public void A_suspect_that_fails_beside_its_base_has_failed()
    {
        var failed = new Laboratory(machine: 1, code: 1, slow: 3, factor: 1.5).Judge("B03")[3];

        (failed.Status, failed.Reason, failed.Current).ShouldBe((ComparisonStatus.Failed, "no port", null));
    }

    [Fact]
    public void A_suspect_whose_base_fails_stays_open_and_says_why()
    {
        var (stored, slower) = (Set(Benchmark("A", [1000, 1001, 1002])), Set(Benchmark("A", [1500, 1501, 1502])));
        var fresh = new FreshPairs(Set(new BenchmarkResult(Id("A") with { Runtime = "" }, "Suite", [], "no port")), slower);

        var result = Comparer.Compare(stored, slower, fresh, Paired);

        (result.Single().Status, result.Single().Evidence).ShouldBe((ComparisonStatus.Compared, Evidence.Undecided));
        result.Single().Reason!.ShouldEndWith("The baseline's run of it failed: no port");
        result.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void Fresh_launches_come_in_pairs() => Should.Throw<ArgumentException>(() =>
        Comparer.Compare(Set(), Set(), FreshPairs.None, Independent));

    /// <summary>A stored baseline of twenty benchmarks, and a machine that measures pairs on demand.</summary>
    private sealed class Laboratory
    {
        private readonly Random _random = new(21);
        private readonly double[] _levels;
        private readonly double _code;
        private readonly int _slow;
        private readonly double _factor;
        private readonly ResultSet _stored;
        private readonly ResultSet _current;
        private FreshPairs _fresh = FreshPairs.None;
        private (string Benchmark, double Factor)? _odd;

        public Laboratory(
            double machine, double code, int slow = -1, double factor = 1, int benchmarks = 20, bool isSameEnvironment = false)
        {
            (_code, _slow, _factor) = (code, slow, factor);
            _levels = [.. Enumerable.Range(0, benchmarks).Select(i => 1000.0 * (i + 1))];
            _stored = Measure(Enumerable.Range(0, benchmarks), 3, i => _levels[i] / machine) with
            {
                Environment = isSameEnvironment ? Machine : Machine with { Cpu = "Intel Xeon 8370C" },
            };
            _current = Measure(Enumerable.Range(0, benchmarks), 3, Current);
        }

        public ComparisonResult Compare() => Compare(_fresh);

        /// <summary>The next fresh launch of the current side of a benchmark is off by a factor.</summary>
        public void MakeNextOdd(string benchmark, double factor) => _odd = (benchmark, factor);

        private ComparisonResult Compare(FreshPairs fresh) => Comparer.Compare(_stored, _current, fresh, Paired);

        /// <param name="failing">Benchmarks of which no launch succeeds beside another.</param>
        public ImmutableArray<MetricComparison> Judge(params string[] failing)
        {
            for (var round = 0; round < 10; round++)
            {
                // What failed has not said what it ran on.
                var failed = failing.Select(name => new BenchmarkResult(Id(name) with { Runtime = "", Job = "" }, "Suite", [], "no port"));
                var result = round == 0 ? Compare() : Compare(_fresh with { Current = Set([.. _fresh.Current.Benchmarks, .. failed]) });
                if (result.Requests.IsEmpty) return result.Comparisons;
                foreach (var group in result.Requests.GroupBy(request => request.Pairs))
                {
                    var asked = group
                        .Where(request => !failing.Contains(request.Benchmark.Method))
                        .Select(request => int.Parse(request.Benchmark.Method[1..], System.Globalization.CultureInfo.InvariantCulture))
                        .ToList();
                    _fresh = new FreshPairs(
                        Append(_fresh.Baseline, Measure(asked, group.Key, i => _levels[i])),
                        Append(_fresh.Current, WithOdd(Measure(asked, group.Key, Current))));
                }
            }

            throw new InvalidOperationException("The loop of measuring does not end.");
        }

        private ResultSet WithOdd(ResultSet measured)
        {
            if (_odd is not var (name, factor)) return measured;
            _odd = null;
            return Set([.. measured.Benchmarks.Select(benchmark => benchmark.Id.Method == name ? Odd(benchmark, factor) : benchmark)]);
        }

        private static BenchmarkResult Odd(BenchmarkResult benchmark, double factor)
        {
            var launches = benchmark.Metrics[0].Launches;
            return benchmark with
            {
                Metrics = [new MetricSamples(Metric.Time, launches.SetItem(0, [.. launches[0].Select(value => value * factor)]))],
            };
        }

        private double Current(int i) => _levels[i] * _code * (i == _slow ? _factor : 1);

        private ResultSet Measure(IEnumerable<int> benchmarks, int launches, Func<int, double> level) =>
            Set([.. benchmarks.Select(i => Benchmark($"B{i:00}", Launches(_random, level(i), launches, 0.005)))]);

        private static ResultSet Append(ResultSet set, ResultSet more)
        {
            var known = set.Benchmarks.ToDictionary(benchmark => benchmark.Id);
            foreach (var benchmark in more.Benchmarks)
            {
                known[benchmark.Id] = known.TryGetValue(benchmark.Id, out var before)
                    ? before with
                    {
                        Metrics = [new MetricSamples(Metric.Time, before.Metrics[0].Launches.AddRange(benchmark.Metrics[0].Launches))],
                    }
                    : benchmark;
            }

            return Set([.. known.Values]);
        }
    }
}
