using System.Collections.Immutable;
using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Results;

/// <summary>One file that a JSON exporter of BenchmarkDotNet 0.12 to 0.15 wrote: full or brief, compressed or not.</summary>
/// <param name="Title">Benchmark type and time of the run.</param>
/// <param name="Results">What it holds.</param>
/// <param name="OriginalValues">For each benchmark the values that every kind of export has.</param>
/// <param name="HasMeasurements">Whether it is a full export, which groups the values by launch.</param>
internal sealed record BenchmarkDotNetExport(string Title, ResultSet Results, ImmutableArray<double[]> OriginalValues, bool HasMeasurements)
{
    /// <summary>
    /// Whether both were written after the same run. Equal titles are not enough: a title can be copied, and values edited.
    /// </summary>
    public bool IsSameRun(BenchmarkDotNetExport other) =>
        Title == other.Title &&
        Results.Environment == other.Results.Environment &&
        Results.Benchmarks.Select(benchmark => benchmark.Id).SequenceEqual(other.Results.Benchmarks.Select(benchmark => benchmark.Id)) &&
        OriginalValues.Zip(other.OriginalValues).All(values => values.First.AsSpan().SequenceEqual(values.Second));
}
