using PerfGate.Tool.Errors;
using PerfGate.Tool.Files;

namespace PerfGate.Tool.Configuration;

/// <summary>Changes perfgate.json in place, written beside and renamed.</summary>
internal static class ConfigurationEditor
{
    /// <summary>Adds an acceptance, or renews the one of the same pattern and metric.</summary>
    /// <exception cref="PerfGateException">The file cannot be read, understood or written.</exception>
    public static void Accept(string path, AcceptedEntry entry)
    {
        var (mark, text, content) = Read(path);
        var changed = AcceptedEntryWriter.Write(text, content, entry);

        // The text was changed, not the object: that it says what it should is worth a look before anybody's file is replaced.
        var after = ConfigurationParser.Parse(new ConfigurationText(path, changed));
        if (after.Accepted?.Contains(entry) is not true) throw new InvalidOperationException($"{path} would not hold the acceptance.");
        AtomicFile.Write(path, ErrorCode.ConfigurationNotWritten, stream =>
        {
            stream.Write(mark);
            stream.Write(changed);
        });
    }

    private static (byte[] Mark, byte[] Text, ConfigurationFile Content) Read(string path)
    {
        if (!File.Exists(path)) return ([], "{\n}\n"u8.ToArray(), new ConfigurationFile());
        var content = ConfigurationReader.Load(path, Path.GetDirectoryName(path)!).Content;
        var bytes = File.ReadAllBytes(path);
        return bytes is [0xEF, 0xBB, 0xBF, .. var text] ? (bytes[..3], text, content) : ([], bytes, content);
    }
}
