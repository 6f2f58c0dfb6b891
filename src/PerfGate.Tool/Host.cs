using PerfGate.Tool.Reporting;

namespace PerfGate.Tool;

/// <summary>The world outside, so that the whole program can be called in-process.</summary>
internal sealed record Host(
    TextWriter Out,
    TextWriter Error,
    IReadOnlyDictionary<string, string> Environment,
    string WorkingDirectory,
    TimeProvider Clock)
{
    /// <summary>Whether standard output is a terminal that a person looks at.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>Whether standard error is a terminal whose lines can be written over; progress goes there.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Width of the terminal in columns; 0 when there is none.</summary>
    public int Width { get; init; }

    /// <summary>
    /// Whether this runs in a CI system, known by name or by <c>CI</c>, which most of them set; their logs are no place for a line that is
    /// written over.
    /// </summary>
    public bool IsContinuousIntegration => Says(Environment, "CI") || CiSystems.Of(Environment) != CiSystem.None;

    /// <summary>An environment variable; null where it is not set or empty, which is the same to a script.</summary>
    public string? Variable(string name) => Variable(Environment, name);

    /// <summary>One of these variables; null where it is not set or empty.</summary>
    public static string? Variable(IReadOnlyDictionary<string, string> variables, string name) =>
        variables.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>Whether a variable says yes: it is set to anything but <c>false</c>.</summary>
    public static bool Says(IReadOnlyDictionary<string, string> variables, string name) =>
        Variable(variables, name) is { } value && !string.Equals(value, "false", StringComparison.OrdinalIgnoreCase);

    /// <summary>The environment of this process.</summary>
    public static Host OfThisProcess()
    {
        var variables = Variables();
        return new Host(Console.Out, Console.Error, variables, Directory.GetCurrentDirectory(), TimeProvider.System)
        {
            OutIsTerminal = !Console.IsOutputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected && !KnowsNoEscapeCodes(variables),
            Width = TerminalWidth(),
        };
    }

    /// <summary>Whether the terminal says of itself that it shows escape codes as text: an editor's shell, some build servers.</summary>
    public static bool KnowsNoEscapeCodes(IReadOnlyDictionary<string, string> variables) =>
        string.Equals(variables.GetValueOrDefault("TERM"), "dumb", StringComparison.Ordinal);

    private static Dictionary<string, string> Variables()
    {
        var comparer = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        var variables = new Dictionary<string, string>(comparer);
        foreach (System.Collections.DictionaryEntry entry in System.Environment.GetEnvironmentVariables())
        {
            variables[(string)entry.Key] = (string?)entry.Value ?? "";
        }

        return variables;
    }

    private static int TerminalWidth()
    {
        try
        {
            return Console.IsOutputRedirected ? 0 : Console.WindowWidth;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
