using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Results;

/// <summary>Result sets on disk.</summary>
internal static class ResultSetFile
{
    /// <summary>Writes the file beside its place and moves it there: nobody ever sees half of it.</summary>
    public static void Write(string path, ResultSet results)
    {
        var beside = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
            using (var stream = File.Create(beside)) ResultSetJson.Write(stream, results);
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(beside)) File.Delete(beside);
            throw new PerfGateException(ErrorCode.ResultsNotWritten, path, $"The results cannot be written: {exception.Message}",
                "Check that the folder exists and is writable, and that the disk is not full.", exception);
        }
    }
}
