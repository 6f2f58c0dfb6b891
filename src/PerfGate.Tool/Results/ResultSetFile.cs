using PerfGate.Analysis.Model;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Files;

namespace PerfGate.Tool.Results;

/// <summary>Result sets on disk.</summary>
internal static class ResultSetFile
{
    /// <exception cref="PerfGateException">The file cannot be written.</exception>
    public static void Write(string path, ResultSet results) =>
        AtomicFile.Write(path, ErrorCode.ResultsNotWritten, stream => ResultSetJson.Write(stream, results));
}
