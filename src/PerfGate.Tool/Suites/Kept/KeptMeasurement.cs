using System.Text.Json;
using System.Text.Json.Serialization;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Git;
using PerfGate.Tool.Results;

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
    public IReadOnlyList<WholeFacts> Whole { get; init; } = [];

    /// <summary>Most launch pairs of a suspect; null for the engine's own.</summary>
    public int? MaxPairs { get; init; }

    /// <summary>Which revision the benchmarks' own code was taken from.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<BenchmarkSource>))]
    public BenchmarkSource BenchmarksFrom { get; init; }

    /// <summary>Which part of the benchmarks it is; null for all of them.</summary>
    public ShardFacts? Shard { get; init; }

    /// <summary>How it was measured, one sentence each.</summary>
    public IReadOnlyList<string> Sentences { get; init; } = [];

    /// <summary>Benchmarks that the budget did not reach, with the reason.</summary>
    public IReadOnlyList<SkippedFacts> Skipped { get; init; } = [];

    public IReadOnlyList<FailureFacts> Failures { get; init; } = [];
}

/// <param name="Index">From 1.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Plan">Digest of which benchmark belongs to which shard; the same in all shards of a measurement.</param>
/// <param name="Parts">What this shard has, of how many.</param>
/// <param name="Total">What all shards have together.</param>
internal sealed record ShardFacts(int Index, int Count, string Plan, int Parts, int Total);

/// <param name="Suite">Name of the suite.</param>
/// <param name="Method">A benchmark without its parameters, as the suite lists it.</param>
internal sealed record WholeFacts(string Suite, string Method);

internal sealed record SkippedFacts(string Suite, BenchmarkId Benchmark, string Reason);

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

/// <summary>
/// A measurement in a folder: its facts beside the results of both sides, so that it can be gone on with or put together.
/// </summary>
internal sealed record KeptMeasurement(MeasurementFacts Facts, ResultSet Base, ResultSet Current)
{
    public const string FileName = "measurement.json";
    private const int LargestFacts = 64 * 1024 * 1024;

    // As many as options take.
    private const int MostPairs = 100;
    private const int MostShards = 1000;

    /// <summary>Writes it beside the folder and renames: what lay there stays until the new one is whole.</summary>
    public void Write(string folder)
    {
        var fresh = folder + ".new";
        if (Directory.Exists(fresh)) Directory.Delete(fresh, recursive: true);
        Directory.CreateDirectory(fresh);
        ResultSetFile.Write(Path.Combine(fresh, "base.json"), Base);
        ResultSetFile.Write(Path.Combine(fresh, "current.json"), Current);
        AtomicFile.Write(
            Path.Combine(fresh, FileName),
            ErrorCode.ResultsNotWritten,
            stream => JsonSerializer.Serialize(stream, Facts, MeasurementJson.Default.MeasurementFacts));
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.Move(fresh, folder);
    }

    /// <exception cref="PerfGateException">It is not there, damaged, or of another version.</exception>
    public static KeptMeasurement Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return new KeptMeasurement(ReadFacts(path), ReadSide(folder, "base.json"), ReadSide(folder, "current.json"));
    }

    private static MeasurementFacts ReadFacts(string path)
    {
        try
        {
            if (new FileInfo(path).Length > LargestFacts) throw Damaged(path, "it is larger than 64 MiB");
            var facts = JsonSerializer.Deserialize(File.ReadAllBytes(path), MeasurementJson.Default.MeasurementFacts);
            if (facts is null) throw Damaged(path, "it is empty");
            if (facts.Schema != MeasurementFacts.Format)
            {
                throw Damaged(
                    path, $"its schema is '{SafeText.Clean(facts.Schema, 60)}', and this version reads '{MeasurementFacts.Format}'");
            }

            return Contradiction(facts) is { } problem ? throw Damaged(path, problem) : facts;
        }
        catch (JsonException problem)
        {
            throw Damaged(path, problem.Message);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new PerfGateException(
                ErrorCode.ResultsNotFound, path, $"the measurement cannot be read: {problem.Message}", "Check the path.");
        }
    }

    // Another job, or another version, may have written it: what comes later relies on this.
    private static string? Contradiction(MeasurementFacts facts)
    {
        var isCommit = GitId.IsFull(facts.Base) && (facts.Current is null || GitId.IsFull(facts.Current));
        if (!isCommit) return "base or current is no full id of a commit";
        var arePairs = facts.Screening is >= 0 and <= MostPairs && facts.WholeScreening is >= 0 and <= MostPairs
            && facts.MaxPairs is null or (>= 2 and <= MostPairs);
        if (!arePairs) return "a number of launch pairs is out of range";
        var isShard = facts.Shard is null or { Index: >= 1, Count: <= MostShards } && !(facts.Shard?.Index > facts.Shard?.Count);
        if (!isShard) return "it is no shard of its count";

        // The serializer leaves a list null that is missing, and does not look at whether something in it is.
        if (facts is { Suites: null } or { Sentences: null } or { Skipped: null } or { Failures: null }
            or { Whole: null }) return "a list is missing";
        object?[] entries =
        [
            .. facts.Filter, .. facts.Arguments ?? [], .. facts.Sentences, .. facts.Whole, .. facts.Skipped, .. facts.Failures, .. facts.Suites.Values,
            .. facts.Failures.SelectMany(failure => failure?.Log ?? []),
        ];
        return entries.Contains(null) ? "an entry is null" : null;
    }

    // A side on which nothing was measured is a file without benchmarks, which is no result set that a user would name.
    private static ResultSet ReadSide(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return ResultFile.TryOpen(path, out var refusal) is { Format: ResultFormat.ResultSet } file
            ? ResultSetJson.Read(file.Bytes, file.Path)
            : throw refusal ?? Damaged(path, "it is no result set");
    }

    private static PerfGateException Damaged(string path, string why) => new(
        ErrorCode.ResultsNotReadable,
        path,
        $"this is no measurement that can be read: {why}",
        "Measure again; a shard's folder holds measurement.json, base.json and current.json.");
}
