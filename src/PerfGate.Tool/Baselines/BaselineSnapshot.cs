using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using PerfGate.Tool.Git;

namespace PerfGate.Tool.Baselines;

/// <summary>Where the note of a commit is stored.</summary>
internal sealed record NoteFile(string Path, string Blob, long Size);

/// <summary>All notes of a ref at one moment: what it points to may move on meanwhile, this does not.</summary>
internal sealed class BaselineSnapshot
{
    /// <summary>Larger blobs are not read: what other people can push must not use up the memory here.</summary>
    public const long GreatestNote = 64 << 20;

    /// <summary>Bytes that one git process hands over at most, so that memory does not grow with the history.</summary>
    private const long BatchSize = 32 << 20;

    private readonly GitRepository repository;
    private readonly ILookup<string, NoteFile> files;

    private BaselineSnapshot(GitRepository repository, string? tip, IEnumerable<NoteFile> files)
    {
        this.repository = repository;
        Tip = tip;

        // However the ids are fanned out into folders, without the slashes they are ids; other files are none of ours.
        this.files = files.ToLookup(file => file.Path.Replace("/", "", StringComparison.Ordinal));
    }

    /// <summary>Commit that the ref points to; null when the ref does not exist.</summary>
    public string? Tip { get; }

    /// <summary>Commits that have a note.</summary>
    public IEnumerable<string> Commits => files.Select(group => group.Key).Where(repository.IsFullId);

    public static async Task<BaselineSnapshot> ReadAsync(GitRepository repository, string refName, CancellationToken cancellationToken)
    {
        var tip = await TipAsync(repository, refName, cancellationToken);
        if (tip is null) return new BaselineSnapshot(repository, null, []);
        var listing = await repository.Git.RunAsync(["ls-tree", "-r", "-z", "-l", "--full-tree", tip], cancellationToken);
        return new BaselineSnapshot(repository, tip, listing.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries).SelectMany(Parse));
    }

    public static async Task<string?> TipAsync(GitRepository repository, string refName, CancellationToken cancellationToken)
    {
        var output = await repository.Git.TryRunAsync(["rev-parse", "--verify", "--quiet", $"{refName}^{{commit}}"], cancellationToken);
        return output.ExitCode == 0 ? output.Text.Trim() : null;
    }

    /// <summary>The files of a commit's note: one, or several where trees of different fan-out were merged.</summary>
    public IEnumerable<NoteFile> Files(string commit) => files[commit];

    /// <summary>The contents of the commits' notes; null for a file that is too large or not there.</summary>
    public async IAsyncEnumerable<(string Commit, NoteFile File, ReadOnlyMemory<byte>? Content)> ContentsAsync(
        IEnumerable<string> commits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batch = new List<(string Commit, NoteFile File)>();
        var size = 0L;
        foreach (var (commit, file) in commits.SelectMany(commit => files[commit].Select(file => (commit, file))))
        {
            if (file.Size > GreatestNote)
            {
                yield return (commit, file, null);
                continue;
            }

            if (batch.Count > 0 && size + file.Size > BatchSize)
            {
                foreach (var entry in await BatchAsync(batch, cancellationToken)) yield return entry;
                batch.Clear();
                size = 0;
            }

            batch.Add((commit, file));
            size += file.Size;
        }

        foreach (var entry in await BatchAsync(batch, cancellationToken)) yield return entry;
    }

    private async Task<List<(string Commit, NoteFile File, ReadOnlyMemory<byte>? Content)>> BatchAsync(
        List<(string Commit, NoteFile File)> batch, CancellationToken cancellationToken)
    {
        var contents = new List<(string, NoteFile, ReadOnlyMemory<byte>?)>();
        if (batch.Count == 0) return contents;
        var request = Encoding.ASCII.GetBytes(string.Concat(batch.Select(entry => entry.File.Blob + "\n")));
        ReadOnlyMemory<byte> output = (await repository.Git.RunAsync(["cat-file", "--batch"], cancellationToken, request)).StandardOutput;
        foreach (var (commit, file) in batch)
        {
            // "<id> blob <size>\n<content>\n", or "<id> missing\n"
            var end = output.Span.IndexOf((byte)'\n');
            var answer = Encoding.ASCII.GetString(output.Span[..end]).Split(' ');
            output = output[(end + 1)..];
            if (answer is not [_, "blob", var length])
            {
                contents.Add((commit, file, null));
                continue;
            }

            var size = int.Parse(length, CultureInfo.InvariantCulture);
            contents.Add((commit, file, output[..size]));
            output = output[(size + 1)..];
        }

        return contents;
    }

    /// <summary>
    /// Reads <c>mode SP type SP id SP+ size TAB path</c>; what is not a blob is left out. A blob that is not there has no size; it
    /// counts as too large, so that it is neither read nor replaced.
    /// </summary>
    private static IEnumerable<NoteFile> Parse(string entry)
    {
        var tab = entry.IndexOf('\t', StringComparison.Ordinal);
        var fields = entry[..tab].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields is [_, "blob", var id, var size]
            ? [new NoteFile(entry[(tab + 1)..], id, long.TryParse(size, CultureInfo.InvariantCulture, out var bytes) ? bytes : long.MaxValue)]
            : [];
    }
}
