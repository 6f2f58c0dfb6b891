using PerfGate.Tool.Configuration;

namespace PerfGate.Tool.Reporting;

/// <summary>What the terminal can show and what the user wants to see; the other formats do not depend on it.</summary>
internal sealed record ConsoleStyle(int Width = ConsoleStyle.RedirectedWidth, bool Colour = false, Verbosity Verbosity = Verbosity.Normal)
{
    /// <summary>Width where there is no terminal to ask.</summary>
    public const int RedirectedWidth = 100;

    /// <summary>A terminal's own width and colour; neither where output is redirected. Some terminals report a width of 0.</summary>
    public static ConsoleStyle For(bool redirected, int terminalWidth, bool noColour, Verbosity verbosity) =>
        new(redirected || terminalWidth <= 0 ? RedirectedWidth : terminalWidth, !redirected && !noColour, verbosity);
}
