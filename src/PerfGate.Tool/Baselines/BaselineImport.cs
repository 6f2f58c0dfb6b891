using PerfGate.Tool.Errors;
using PerfGate.Tool.Git;

namespace PerfGate.Tool.Baselines;

/// <summary>What a file of records holds.</summary>
/// <param name="Notes">The good lines, by their commit.</param>
/// <param name="Count">Number of good lines.</param>
/// <param name="Problems">Line numbers of the others, with what is wrong.</param>
internal sealed record ImportedRecords(
    IReadOnlyDictionary<string, BaselineNote> Notes, int Count, IReadOnlyList<(int Line, string Problem)> Problems);

/// <summary>Reads a file of records. Where a record goes is decided by its own commit, never by a name in the file.</summary>
internal static class BaselineImport
{
    /// <exception cref="PerfGateException">The file cannot be read.</exception>
    public static ImportedRecords Read(string path, GitRepository repository)
    {
        var lines = new Dictionary<string, List<ReadOnlyMemory<byte>>>(StringComparer.Ordinal);
        var problems = new List<(int, string)>();
        var number = 0;
        foreach (var line in BaselineNote.Split(Bytes(path)))
        {
            number++;
            if (line.IsEmpty) continue;
            var state = BaselineDecoder.Decode(line, out var record);
            if (state == LineState.Future) problems.Add((number, "this record was written by a newer PerfGate, which has to import it"));
            else if (state == LineState.Damaged) problems.Add((number, BaselineVerify.Damage(line)));
            else if (!repository.IsFullId(record!.Header.Commit)) problems.Add(
                (number, $"record {record.Header.Id} belongs to no commit that this repository could have"));
            else if (lines.TryGetValue(record.Header.Commit, out var others)) others.Add(line);
            else lines.Add(record.Header.Commit, [line]);
        }

        return new ImportedRecords(
            lines.ToDictionary(
                entry => entry.Key,
                entry => BaselineNote.Of(entry.Value),
                StringComparer.Ordinal), lines.Sum(entry => entry.Value.Count), problems);
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            if (new FileInfo(path).Length <= ObjectReader.Greatest) return File.ReadAllBytes(path);
            throw new PerfGateException(
                ErrorCode.ImportNotRead,
                path,
                "the file is larger than any note may be (64 MB)",
                "Import it in parts: each line is a record.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new PerfGateException(
                ErrorCode.ImportNotRead, path, $"the file cannot be read: {problem.Message}", "Check the path.", problem);
        }
    }
}
