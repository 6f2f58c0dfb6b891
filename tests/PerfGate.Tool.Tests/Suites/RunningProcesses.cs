namespace PerfGate.Tool.Tests.Suites;

/// <summary>What runs on this machine, by what Linux says of it; elsewhere nothing is found, and files have to tell.</summary>
internal static class RunningProcesses
{
    /// <summary>Command lines with a text in them: a folder that a program was started from, a name that it was given.</summary>
    public static IReadOnlyList<string> With(string text) => !OperatingSystem.IsLinux()
        ? []
        : [.. Directory.EnumerateDirectories("/proc").Select(CommandLine).Where(line => line.Contains(text, StringComparison.Ordinal))];

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
