using System.Text;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Git;

namespace PerfGate.Tool.Baselines;

/// <summary>Where the note of a commit is stored.</summary>
internal sealed record NoteFile(string Path, string Blob);

/// <summary>The content of a commit's note, valid until the next one is read; null where it is not there or too large.</summary>
internal readonly record struct NoteContent(string Commit, NoteFile File, ReadOnlyMemory<byte>? Content);

/// <summary>All notes of a ref at one moment: what it points to may move on meanwhile, this does not.</summary>
internal sealed class BaselineSnapshot
{
    private readonly ILookup<string, NoteFile> _files;

    private BaselineSnapshot(string? tip, IEnumerable<NoteFile> notes, IReadOnlyList<string> others)
    {
        Tip = tip;

        // However the ids are fanned out into folders, without the slashes they are ids.
        _files = notes.ToLookup(file => file.Path.Replace("/", "", StringComparison.Ordinal), StringComparer.Ordinal);
        Others = others;
    }

    /// <summary>No notes at all.</summary>
    public static BaselineSnapshot Empty { get; } = new(null, [], []);

    /// <summary>Commit that the ref points to; null when the ref does not exist.</summary>
    public string? Tip { get; }

    /// <summary>Paths that are no notes on commits: files of somebody else.</summary>
    public IReadOnlyList<string> Others { get; }

    /// <summary>Commits that have a note.</summary>
    public IEnumerable<string> Commits => _files.Select(group => group.Key);

    /// <param name="objects">The repository.</param>
    /// <param name="revision">Name of the ref, or id of the commit that it points to.</param>
    /// <param name="idLength">Length of the repository's ids.</param>
    public static async Task<BaselineSnapshot> ReadAsync(ObjectReader objects, string revision, int idLength)
    {
        if (await objects.ReadAsync($"{revision}^{{commit}}") is not { Content: { } commit } tip) return Empty;
        var notes = new List<NoteFile>();
        var others = new List<string>();

        // "tree <id>" is the first line of every commit.
        var level = new List<(string Path, string Id)> { ("", Encoding.ASCII.GetString(commit.Span.Slice("tree ".Length, idLength))) };
        var opened = new HashSet<string>(StringComparer.Ordinal) { level[0].Id };
        while (level.Count > 0)
        {
            var next = new List<(string Path, string Id)>();
            var position = 0;
            await foreach (var tree in objects.ReadAsync([.. level.Select(folder => folder.Id)]))
            {
                var folder = level[position++].Path;
                if (tree?.Content is not { } content) throw Unreadable(revision, folder);
                Sort(TreeEntry.Parse(content.Span, idLength), folder, idLength, notes, next, others, opened);
            }

            level = next;
        }

        return new BaselineSnapshot(tip.Id, notes, others);
    }

    /// <summary>The files of a commit's note: one, or several where trees of different fan-out were merged.</summary>
    public IEnumerable<NoteFile> Files(string commit) => _files[commit];

    /// <summary>The commits whose note is another one than in an earlier snapshot.</summary>
    public IEnumerable<string> ChangedSince(BaselineSnapshot earlier) =>
        Commits.Where(
            commit =>
                !Files(commit)
                    .Select(file => file.Blob)
                    .ToHashSet(StringComparer.Ordinal)
                    .SetEquals(earlier.Files(commit).Select(file => file.Blob)));

    /// <summary>The contents of the commits' notes.</summary>
    public async IAsyncEnumerable<NoteContent> ContentsAsync(ObjectReader objects, IEnumerable<string> commits)
    {
        var wanted = commits.SelectMany(commit => Files(commit).Select(file => (commit, file))).ToList();
        var position = 0;
        await foreach (var found in objects.ReadAsync([.. wanted.Select(entry => entry.file.Blob)]))
        {
            var (commit, file) = wanted[position++];
            yield return new NoteContent(commit, file, found is { Type: "blob" } ? found.Content : null);
        }
    }

    private static void Sort(
        List<TreeEntry> entries,
        string folder,
        int idLength,
        List<NoteFile> notes,
        List<(string Path, string Id)> folders,
        List<string> others,
        HashSet<string> opened)
    {
        var digits = folder.Count(character => character != '/');
        foreach (var entry in entries)
        {
            var path = folder + entry.Name;
            var length = digits + entry.Name.Length;

            // Only what can lead to an id is opened, so that no tree is too deep or too wide for this. No two ids differ in their first
            // digits alone: a folder that is there twice holds no notes, and each level of such folders would be 256 times as many.
            if (!entry.Name.All(char.IsAsciiHexDigitLower) || length > idLength) others.Add(path);
            else if (entry.IsTree && length < idLength && opened.Add(entry.Id)) folders.Add((path + "/", entry.Id));
            else if (entry.IsFile && length == idLength) notes.Add(new NoteFile(path, entry.Id));
            else others.Add(path);
        }
    }

    private static PerfGateException Unreadable(string revision, string folder) => new(
        ErrorCode.BaselineUnreadable,
        revision,
        $"The folder '{folder}' of the stored baselines is not in this repository: it is incomplete or damaged.",
        "'git fsck' says more; 'dotnet perfgate baseline fetch' gets the baselines of the remote again.");
}
