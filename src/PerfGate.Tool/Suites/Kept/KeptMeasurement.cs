using System.Text.Json;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Files;
using PerfGate.Tool.Git;
using PerfGate.Tool.Phrasing;
using PerfGate.Tool.Results;

namespace PerfGate.Tool.Suites.Kept;

/// <summary>
/// A measurement in a folder: its facts beside the results of both sides, so that it can be gone on with or put together.
/// </summary>
internal sealed record KeptMeasurement(MeasurementFacts Facts, ResultSet Base, ResultSet Current)
{
    public const string FileName = "measurement.json";
    private const int LargestFacts = 64 * 1024 * 1024;

    /// <summary>
    /// Writes it beside the folder and renames: what lay there stays until the new one is whole. Whoever is killed between the two renames
    /// leaves no folder, and the new one beside its place.
    /// </summary>
    /// <exception cref="PerfGateException">It cannot be written.</exception>
    public void Write(string folder)
    {
        var (fresh, old) = (FreshOf(folder), OldOf(folder));
        try
        {
            if (!Directory.Exists(folder) && IsIn(fresh)) Directory.Move(fresh, folder);
            if (Directory.Exists(fresh)) Directory.Delete(fresh, recursive: true);
            if (Directory.Exists(old)) Directory.Delete(old, recursive: true);
            Directory.CreateDirectory(fresh);
            ResultSetFile.Write(Path.Combine(fresh, "base.json"), Base);
            ResultSetFile.Write(Path.Combine(fresh, "current.json"), Current);

            // The last one: where it is, the others are.
            AtomicFile.Write(
                Path.Combine(fresh, FileName),
                ErrorCode.ResultsNotWritten,
                stream => JsonSerializer.Serialize(stream, Facts, MeasurementJson.Default.MeasurementFacts));
            if (Directory.Exists(folder)) Directory.Move(folder, old);
            Directory.Move(fresh, folder);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new PerfGateException(
                ErrorCode.ResultsNotWritten,
                folder,
                $"the measurement cannot be written: {problem.Message}",
                "Check that the folder can be written, and that the disk is not full.",
                problem);
        }

        FolderCleanup.Delete(new DirectoryInfo(old));
    }

    /// <summary>Whether there is one, whole, in a folder or beside it.</summary>
    public static bool Exists(string folder) => IsIn(Place(folder));

    /// <summary>Deletes it, as far as that is allowed.</summary>
    public static void Delete(string folder)
    {
        foreach (var each in new[] { FreshOf(folder), OldOf(folder), folder }) FolderCleanup.Delete(new DirectoryInfo(each));
    }

    /// <exception cref="PerfGateException">It is not there, damaged, or of another version.</exception>
    public static KeptMeasurement Read(string folder)
    {
        folder = Place(folder);
        var path = Path.Combine(folder, FileName);
        return new KeptMeasurement(ReadFacts(path), ReadSide(folder, "base.json"), ReadSide(folder, "current.json"));
    }

    private static string Place(string folder) => !Directory.Exists(folder) && IsIn(FreshOf(folder)) ? FreshOf(folder) : folder;

    private static string FreshOf(string folder) => folder + ".new";

    private static string OldOf(string folder) => folder + ".old";

    private static bool IsIn(string folder) => File.Exists(Path.Combine(folder, FileName));

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
        var arePairs = facts.Screening is >= 0 and <= MeasureSettings.MostLaunches && facts.WholeScreening is >= 0 and <= MeasureSettings.MostLaunches
            && facts.MaxPairs is null or (>= 2 and <= MeasureSettings.MostLaunches);
        if (!arePairs) return "a number of launch pairs is out of range";
        var isShard = facts.Shard is null or { Index: >= 1, Count: <= Shard.Most } && !(facts.Shard?.Index > facts.Shard?.Count);
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
            ? file.Parse(ResultSetParser.Parse)
            : throw refusal ?? Damaged(path, "it is no result set");
    }

    private static PerfGateException Damaged(string path, string why) => new(
        ErrorCode.ResultsNotReadable,
        path,
        $"this is no measurement that can be read: {why}",
        "Measure again; a shard's folder holds measurement.json, base.json and current.json.");
}
