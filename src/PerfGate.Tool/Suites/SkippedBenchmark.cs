using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Suites;

internal sealed record SkippedBenchmark(string Suite, BenchmarkId Benchmark, string Reason);
