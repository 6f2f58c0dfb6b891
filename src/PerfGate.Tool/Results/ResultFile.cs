using System.Text.Json;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Results;

internal enum ResultFormat
{
    BenchmarkDotNet,
    ResultSet,
}

/// <summary>A file that says of itself that it holds results.</summary>
internal sealed class ResultFile
{
    /// <summary>The largest file that is read. BenchmarkDotNet writes about 100 bytes a measurement.</summary>
    public const long MaxSize = 512L << 20;

    // Nearly every file shows in its first piece what it is. Within the larger one it has to: nonsense is refused without reading it all.
    private static readonly int[] HeadSizes = [JsonCursor.PieceSize, 2 << 20];

    // Null where it is read piece by piece.
    private readonly byte[]? _bytes;
    private readonly int _start;

    private ResultFile(string path, ResultFormat format, byte[]? bytes, int start) =>
        (Path, Format, _bytes, _start) = (path, format, bytes, start);

    public string Path { get; }

    public ResultFormat Format { get; }

    /// <summary>Opens a file and tells by its content what it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="refusal">Why it holds no results; null when it does.</param>
    /// <returns>Null when it holds no results.</returns>
    /// <exception cref="PerfGateException">It cannot be read at all.</exception>
    public static ResultFile? TryOpen(string path, out PerfGateException? refusal)
    {
        refusal = null;
        try
        {
            using var file = Open(path);
            using Stream stream = file.CanSeek ? file : ReadPipe(file, path);
            foreach (var size in HeadSizes)
            {
                var head = new byte[(int)Math.Min(stream.Length, size)];
                stream.Position = 0;
                stream.ReadExactly(head);
                var start = head is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
                var isWhole = head.Length == stream.Length;
                if (Identify(path, head.AsSpan(start), isWhole, out refusal) is { } format)
                {
                    if (stream.Length > MaxSize) throw TooLarge(path);
                    return new ResultFile(path, format, isWhole ? head : (stream as MemoryStream)?.ToArray(), start);
                }

                if (isWhole) return null;
            }

            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotReadable(path, exception);
        }
    }

    /// <summary>Parses the file.</summary>
    /// <exception cref="PerfGateException">It is not what the parser expects, or cannot be read any more.</exception>
    public T Parse<T>(JsonParser<T> parser)
    {
        try
        {
            if (_bytes is not null) return JsonCursor.Parse(_start == 0 ? _bytes : _bytes[_start..], Path, parser);
            using var file = Open(Path);
            file.Position = _start;
            if (JsonCursor.TryParse(file, Path, parser, out var result)) return result;

            // It is refused, or has to be mended first: read as a whole it has lines.
            var bytes = GC.AllocateUninitializedArray<byte>((int)Math.Clamp(file.Length - _start, 0, MaxSize));
            file.Position = _start;
            file.ReadExactly(bytes);
            return JsonCursor.Parse(bytes, Path, parser);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotReadable(Path, exception);
        }
    }

    // Another process may have it open: what it has not written to its end is refused as cut off.
    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    // A pipe, as a shell makes one of <(zcat base.json.gz), has no length and gives what it holds once.
    private static MemoryStream ReadPipe(FileStream pipe, string path)
    {
        var content = new MemoryStream();
        var chunk = new byte[1 << 16];
        while (pipe.Read(chunk) is var count and > 0)
        {
            if (content.Length + count > MaxSize) throw TooLarge(path);
            content.Write(chunk, 0, count);
        }

        content.Position = 0;
        return content;
    }

    private static PerfGateException NotReadable(string path, Exception cause) => new(
        ErrorCode.ResultsNotReadable,
        path,
        $"The file cannot be read: {cause.Message}",
        "Check that the file exists, is readable and is not being written.",
        cause);

    private static PerfGateException TooLarge(string path) => new(
        ErrorCode.ResultsNotReadable,
        path,
        $"The file is larger than {MaxSize >> 20} MB, the most that is read.",
        "Export without measurements (JsonExporter.Brief), or split the run.");

    /// <remarks>A refusal for damage has an inner exception; one for the JSON of another tool has none.</remarks>
    private static ResultFormat? Identify(string path, ReadOnlySpan<byte> head, bool isWhole, out PerfGateException? refusal)
    {
        if (IsBlank(head))
        {
            refusal = JsonCursor.Refusal(path, 0, 0, "The file is empty; JSON was expected.", new JsonException());
            return null;
        }

        try
        {
            refusal = null;
            var reader = new Utf8JsonReader(head, isWhole, state: default);
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject && Identify(ref reader) is { } format) return format;
            refusal = JsonCursor.Refusal(path, 0, 0,
                "This is JSON, but neither a BenchmarkDotNet export (an object with \"HostEnvironmentInfo\" and \"Benchmarks\")" +
                $" nor a PerfGate result set (an object with \"schema\": \"{ResultSetJson.Schema}\").", null);
        }
        catch (JsonException exception)
        {
            refusal = JsonCursor.NotJson(path, head, exception);
        }
        catch (InvalidOperationException exception)
        {
            refusal = JsonCursor.Refusal(path, 0, 0, "This is not valid UTF-8; JSON in UTF-8 was expected.", exception);
        }

        return null;
    }

    private static bool IsBlank(ReadOnlySpan<byte> text)
    {
        foreach (var letter in text)
        {
            if (letter is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')) return false;
        }

        return true;
    }

    private static ResultFormat? Identify(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("HostEnvironmentInfo"u8) || reader.ValueTextEquals("Benchmarks"u8))
            {
                return ResultFormat.BenchmarkDotNet;
            }

            var isSchema = reader.ValueTextEquals("schema"u8);
            if (!reader.Read()) return null;
            if (isSchema && reader.TokenType == JsonTokenType.String &&
                reader.GetString()!.StartsWith(ResultSetJson.SchemaName, StringComparison.Ordinal)) return ResultFormat.ResultSet;
            if (!reader.TrySkip()) return null;
        }

        return null;
    }
}
