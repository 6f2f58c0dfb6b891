using System.Globalization;
using System.Text;
using System.Text.Json;
using PerfGate.Tool.Git;
using PerfGate.Tool.Phrasing;

namespace PerfGate.Tool.Baselines;

/// <summary>Something that is not as it should be.</summary>
/// <param name="Where">Commit, or path in the tree of the ref.</param>
/// <param name="What">What is wrong, in one sentence.</param>
internal sealed record BaselineProblem(string Where, string What);

/// <summary>What a look at every record found.</summary>
internal sealed record VerifyResult(int Records, int Commits, int Later, IReadOnlyList<BaselineProblem> Problems);

/// <summary>Looks at every record: it parses, its id matches its bytes, and it lies where it belongs. Changes nothing.</summary>
internal static class BaselineVerify
{
    public static async Task<VerifyResult> RunAsync(GitRepository repository, CancellationToken cancellationToken)
    {
        await using var objects = ObjectReader.Open(repository.Git, cancellationToken);
        var snapshot = await BaselineSnapshot.ReadAsync(objects, BaselineStore.Ref, repository.IdLength);
        var problems = snapshot.Others.Select(
            path => new BaselineProblem(SafeText.Name(path), "this file is no note on a commit; it is left alone"))
            .ToList();
        var headers = new List<BaselineHeader>();
        var later = 0;
        await foreach (var (commit, file, content) in snapshot.ContentsAsync(objects, snapshot.Commits))
        {
            if (content is not { } blob)
            {
                problems.Add(new BaselineProblem(commit, $"object {file.Blob} is missing or too large"));
                continue;
            }

            var number = 0;
            foreach (var line in BaselineNote.Parse(blob).Lines)
            {
                number++;
                var state = BaselineDecoder.Decode(line, out var record);
                if (state == LineState.Future) later++;
                else if (state == LineState.Damaged) Report(commit, number, Damage(line));
                else if (record!.Header.Commit != commit) Report(
                    commit, number, $"record {record.Header.Id} was measured at {SafeText.Name(record.Header.Commit)}");
                else headers.Add(record.Header);
            }
        }

        foreach (var header in headers)
        {
            if (await objects.ReadCommitAsync(header.Commit) is { } commit && commit.Tree != header.Tree)
                problems.Add(
                    new BaselineProblem(
                        header.Commit,
                        $"record {header.Id} names the tree {SafeText.Name(header.Tree)}, but the commit's is {commit.Tree}"));
        }

        return new VerifyResult(headers.Count, snapshot.Commits.Count(), later, problems);

        void Report(string commit, int number, string what) => problems.Add(new BaselineProblem(
            commit, string.Create(CultureInfo.InvariantCulture, $"line {number}: {what}")));
    }

    /// <summary>What is wrong with a line, and enough of it to find it by.</summary>
    public static string Damage(ReadOnlyMemory<byte> line)
    {
        var start = SafeText.Clean(Encoding.UTF8.GetString(line.Span[..Math.Min(60, line.Length)]));
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
                ? BaselineDecoder.HasIntegrity(line.Span, id.GetString()!)
                    ? $"record {SafeText.Name(id.GetString()!)} does not hold what a record holds"
                    : $"record {SafeText.Name(id.GetString()!)} was changed: its id does not match its bytes"
                : $"this is no record: '{start}'";
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // No JSON, or an id that is no Unicode.
            return string.Create(
                CultureInfo.InvariantCulture, $"this is no record, or one that was cut off after {line.Length} bytes: '{start}'");
        }
    }
}
