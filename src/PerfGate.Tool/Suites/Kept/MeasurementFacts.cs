using System.Text.Json.Serialization;
using PerfGate.Tool.Configuration;

namespace PerfGate.Tool.Suites.Kept;

/// <summary>What stands in <c>measurement.json</c>: what was measured of what, and how far it came.</summary>
internal sealed record MeasurementFacts
{
    public const string Format = "perfgate.measurement/1";

    [JsonRequired]
    public string Schema { get; init; } = Format;

    /// <summary>Full id of the base commit.</summary>
    [JsonRequired]
    public string Base { get; init; } = "";

    /// <summary>Why that one.</summary>
    public string BaseReason { get; init; } = "";

    /// <summary>Full id of the commit that was checked out; null without one.</summary>
    public string? Current { get; init; }

    /// <summary>Whether the working tree had changes.</summary>
    public bool Dirty { get; init; }

    [JsonRequired]
    public IReadOnlyList<string> Filter { get; init; } = [];

    /// <summary>Name and digest of each suite as it was built.</summary>
    public IReadOnlyDictionary<string, string> Suites { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public bool Lockstep { get; init; }

    /// <summary>BenchmarkDotNet's arguments for whole launches; null for the tool's own.</summary>
    public IReadOnlyList<string>? Arguments { get; init; }

    /// <summary>Launch pairs of everything that takes turns that came first and served as the screen.</summary>
    [JsonRequired]
    public int Screening { get; init; }

    /// <summary>The same of what was measured by whole launches.</summary>
    [JsonRequired]
    public int WholeScreening { get; init; }

    /// <summary>What was measured by whole launches.</summary>
    public IReadOnlyList<WholeLaunchBenchmark> Whole { get; init; } = [];

    /// <summary>Most launch pairs of a suspect; null for the engine's own.</summary>
    public int? MaxPairs { get; init; }

    /// <summary>Digest of the metrics, limits and tolerances that say what is measured again; empty where nobody goes on with it.</summary>
    public string Limits { get; init; } = "";

    /// <summary>Which revision the benchmarks' own code was taken from.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<BenchmarkSource>))]
    public BenchmarkSource BenchmarksFrom { get; init; }

    /// <summary>Which part of the benchmarks it is; null for all of them.</summary>
    public ShardFacts? Shard { get; init; }

    /// <summary>How it was measured, one sentence each.</summary>
    public IReadOnlyList<string> Sentences { get; init; } = [];

    /// <summary>Benchmarks that the budget did not reach, with the reason.</summary>
    public IReadOnlyList<SkippedBenchmark> Skipped { get; init; } = [];

    public IReadOnlyList<FailureFacts> Failures { get; init; } = [];
}

/// <param name="Index">From 1.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Plan">Digest of which benchmark belongs to which shard; the same in all shards of a measurement.</param>
/// <param name="Parts">What this shard has, of how many.</param>
/// <param name="Total">What all shards have together.</param>
internal sealed record ShardFacts(int Index, int Count, string Plan, int Parts, int Total);

internal sealed record FailureFacts(string Suite, string Code, string Text, IReadOnlyList<string> Log);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(MeasurementFacts))]
internal sealed partial class MeasurementJson : JsonSerializerContext;
