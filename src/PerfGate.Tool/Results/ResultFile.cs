using System.Text.Json;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Results;

internal enum ResultFormat
{
    BenchmarkDotNet,
    ResultSet,
}

/// <summary>A file that says of itself that it holds results, with its bytes behind the byte order mark.</summary>
internal sealed record ResultFile(string Path, ResultFormat Format, byte[] Bytes)
{
    /// <summary>The largest file that is read. BenchmarkDotNet writes about 100 bytes a measurement.</summary>
    public const long MaxSize = 512L << 20;

    /// <summary>Within so many bytes a file has to show what it is: nonsense is refused without reading it all.</summary>
    private const int HeadSize = 2 << 20;

    /// <summary>A file of no more bytes is read into one array; a larger one gets its own when it has shown what it is.</summary>
    private const int UsualSize = 32 << 20;

    /// <summary>Opens a file and tells by its content what it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="refusal">Why it holds no results; null when it does.</param>
    /// <returns>Null when it holds no results.</returns>
    /// <exception cref="PerfGateException">It cannot be read at all.</exception>
    public static ResultFile? TryOpen(string path, out PerfGateException? refusal)
    {
        try
        {
            // Another process may have it open: what it has not written to its end is refused as cut off.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using Stream stream = file.CanSeek ? file : ReadPipe(file, path);
            var length = stream.Length;
            var bytes = GC.AllocateUninitializedArray<byte>((int)(length <= UsualSize ? length : HeadSize));
            var head = bytes.AsSpan(0, (int)Math.Min(length, HeadSize));
            stream.ReadExactly(head);
            var start = head is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
            var format = Identify(path, head[start..], isWhole: head.Length == length, out refusal);
            if (format is null) return null;
            if (length > MaxSize) throw TooLarge(path);
            if (length > bytes.Length) Array.Resize(ref bytes, (int)length);
            stream.ReadExactly(bytes.AsSpan(head.Length));
            return new ResultFile(path, format.Value, start == 0 ? bytes : bytes[start..]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PerfGateException(ErrorCode.ResultsNotReadable, path, $"The file cannot be read: {exception.Message}",
                "Check that the file exists, is readable and is not being written.", exception);
        }
    }

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
