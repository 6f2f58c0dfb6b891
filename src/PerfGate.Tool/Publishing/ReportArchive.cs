using System.IO.Compression;
using PerfGate.Tool.Errors;
using PerfGate.Tool.GitHub;

namespace PerfGate.Tool.Publishing;

/// <summary>The report in the zip of an artifact. One entry is read, in memory, by its exact name: nothing is unpacked anywhere.</summary>
internal static class ReportArchive
{
    /// <summary>The one entry that is read, at the top of the archive.</summary>
    public const string EntryName = "perfgate-report.json";

    public const int MaxArchiveBytes = 16 * 1024 * 1024;
    public const int MaxEntryBytes = 32 * 1024 * 1024;

    /// <exception cref="PerfGateException">It is no zip, or does not hold exactly one such entry of a reasonable size.</exception>
    public static async Task<byte[]> ReadAsync(ReadOnlyMemory<byte> archive, CancellationToken cancellationToken)
    {
        try
        {
            using var stream = new MemoryStream(archive.ToArray(), writable: false);
            await using var zip = await ZipArchive.CreateAsync(
                stream, ZipArchiveMode.Read, leaveOpen: false, entryNameEncoding: null, cancellationToken);
            if (zip.Entries.Where(entry => entry.FullName == EntryName).ToList() is not [var only])
            {
                throw Unusable($"does not hold exactly one entry {EntryName}");
            }

            // The length that the archive claims is not relied on.
            await using var content = await only.OpenAsync(cancellationToken);
            return await CappedStream.ReadAsync(
                content, MaxEntryBytes, () => Unusable("holds a report that is larger than any"), cancellationToken);
        }
        catch (Exception problem)
            when (problem is InvalidDataException or NotSupportedException or EndOfStreamException or ArgumentException)
        {
            throw Unusable($"is no zip that can be read: {problem.Message}", problem);
        }
    }

    public static PerfGateException Unusable(string text, Exception? inner = null) => new(
        ErrorCode.ArtifactNotUsable,
        "artifact",
        $"the artifact {text}",
        $"Upload one file, {EntryName}, as an artifact of its own.",
        inner);
}
