using System.Text;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Publishing;

/// <summary>
/// Files by which a step tells the runner something. The runner reads them in place, so they are appended to, not replaced.
/// </summary>
internal static class RunnerFile
{
    public static long Length(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;

    /// <exception cref="PerfGateException">It cannot be written.</exception>
    public static void Append(string path, string text)
    {
        try
        {
            File.AppendAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new PerfGateException(
                ErrorCode.RunnerFileNotWritten,
                path,
                $"cannot be written: {problem.Message}",
                "Check that the disk of the runner is not full.",
                problem);
        }
    }
}
