using System.Globalization;
using System.Text;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Processes;

namespace PerfGate.Tool.Git;

/// <summary>An object of a repository.</summary>
/// <param name="Id">Full id.</param>
/// <param name="Type"><c>commit</c>, <c>tree</c>, <c>blob</c> or <c>tag</c>.</param>
/// <param name="Content">Its bytes, valid until the next object is read; null where it is too large to be read.</param>
internal sealed record GitObject(string Id, string Type, ReadOnlyMemory<byte>? Content);

/// <summary>What a commit says of itself: also where a shallow clone leaves its parent out.</summary>
internal sealed record CommitFacts(string Id, string Tree, string? FirstParent);

/// <summary>
/// One git process that hands out objects for as long as it is open: however many are asked for, nothing more is started.
/// </summary>
internal sealed class ObjectReader : IAsyncDisposable
{
    /// <summary>Larger objects are not read: what other people can push must not use up the memory here.</summary>
    public const long Greatest = 64 << 20;

    private readonly GitCommand _git;
    private readonly Conversation _conversation;
    private readonly CancellationToken _cancellationToken;
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;

    private ObjectReader(GitCommand git, CancellationToken cancellationToken)
    {
        _git = git;
        _cancellationToken = cancellationToken;
        _conversation = git.Converse(["cat-file", "--batch"], cancellationToken);
    }

    /// <param name="git">Where to ask.</param>
    /// <param name="cancellationToken">Ends the process, and with it everything that is being read.</param>
    public static ObjectReader Open(GitCommand git, CancellationToken cancellationToken) => new(git, cancellationToken);

    /// <summary>The object of that name, or null where there is none.</summary>
    /// <param name="name">An id, or any expression that git knows; a line feed would be the next question and names nothing.</param>
    public async Task<GitObject?> ReadAsync(string name)
    {
        if (name.Length == 0 || name.Contains('\n', StringComparison.Ordinal)) return null;
        await AskAsync([name]);
        return await AnswerAsync();
    }

    /// <summary>Several objects by their ids, asked for ahead of the answers.</summary>
    public async IAsyncEnumerable<GitObject?> ReadAsync(IReadOnlyList<string> ids)
    {
        var asking = AskAsync(ids);
        foreach (var _ in ids) yield return await AnswerAsync();
        await asking;
    }

    /// <summary>The commit of that name, or null where there is none.</summary>
    public async Task<CommitFacts?> ReadCommitAsync(string name)
    {
        if (await ReadAsync(name) is not { Type: "commit", Content: { } content } found) return null;

        // "tree <id>" and "parent <id>" are the first lines of every commit, whatever comes later.
        var lines = Encoding.UTF8.GetString(content.Span[..Math.Min(content.Length, 256)]).Split('\n');
        return new CommitFacts(
            found.Id,
            lines[0]["tree ".Length..],
            lines.Length > 1 && lines[1].StartsWith("parent ", StringComparison.Ordinal) ? lines[1]["parent ".Length..] : null);
    }

    public ValueTask DisposeAsync() => _conversation.DisposeAsync();

    private async Task AskAsync(IReadOnlyList<string> names)
    {
        try
        {
            foreach (var some in names.Chunk(256))
                await _conversation.Input.WriteAsync(
                    Encoding.UTF8.GetBytes(string.Concat(some.Select(name => name + "\n"))), _cancellationToken);
            await _conversation.Input.FlushAsync(_cancellationToken);
        }
        catch (IOException)
        {
            // git has ended; the answer that is missing says why.
        }
    }

    /// <summary>Reads <c>id SP type SP size LF content LF</c>, or <c>name SP missing LF</c>.</summary>
    private async Task<GitObject?> AnswerAsync()
    {
        int length;
        while ((length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n')) < 0) await FillAsync();
        var fields = Encoding.UTF8.GetString(_buffer, _start, length).Split(' ');
        _start += length + 1;
        if (fields is not [var id, var type, var text]
            || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size)) return null;
        if (size > Greatest)
        {
            await SkipAsync(size + 1);
            return new GitObject(id, type, null);
        }

        while (_end - _start < size + 1) await FillAsync();
        var content = _buffer.AsMemory(_start, (int)size);
        _start += (int)size + 1;
        return new GitObject(id, type, content);
    }

    private async Task SkipAsync(long count)
    {
        while (count > 0)
        {
            if (_start == _end) await FillAsync();
            var some = (int)Math.Min(count, _end - _start);
            _start += some;
            count -= some;
        }
    }

    private async Task FillAsync()
    {
        if (_start == _end)
        {
            (_start, _end) = (0, 0);
        }
        else if (_end == _buffer.Length)
        {
            // A content handed out before this lies in front of the start and is no longer valid.
            var target = _end - _start > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
            _buffer.AsSpan(_start, _end - _start).CopyTo(target);
            (_buffer, _start, _end) = (target, 0, _end - _start);
        }

        var read = await _conversation.Output.ReadAsync(_buffer.AsMemory(_end), _cancellationToken);
        if (read == 0) throw await EndedAsync();
        _end += read;
    }

    private async Task<PerfGateException> EndedAsync()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        return _git.Failed(["cat-file"], new ProcessOutput(128, [], await _conversation.ErrorAsync()));
    }
}
