using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace PerfGate.Tool.Processes;

/// <summary>
/// A variable that a child hands on to all that it starts, by which they are found when it has left them behind. Only Linux lets a
/// process read the environment of others; elsewhere nothing is ended.
/// </summary>
internal sealed class ProcessMark
{
    public const string Variable = "PERFGATE_PROCESS";

    public string Value { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Ends all processes with this mark.</summary>
    public void EndAll()
    {
        if (!OperatingSystem.IsLinux()) return;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && IsMarked(folder))
            {
                End(id);
            }
        }
    }

    private bool IsMarked(string folder)
    {
        try
        {
            var variables = Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(folder, "environ")));
            return variables.Split('\0').Contains($"{Variable}={Value}", StringComparer.Ordinal);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile, or belongs to somebody else.
            return false;
        }
    }

    private static void End(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception problem) when (problem is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended meanwhile.
        }
    }
}
