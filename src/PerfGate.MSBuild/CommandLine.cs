using System.Text;

namespace PerfGate.MSBuild;

/// <summary>A command line that every .NET program reads back as the arguments that it was made of.</summary>
internal static class CommandLine
{
    public static string Of(IEnumerable<string> arguments) => string.Join(" ", arguments.Select(Quote));

    // Backslashes count only before a quotation mark, and the closing one is one.
    private static string Quote(string argument)
    {
        if (argument.Length > 0 && !argument.Any(character => char.IsWhiteSpace(character) || character == '"')) return argument;
        var quoted = new StringBuilder("\"");
        var backslashes = 0;
        foreach (var character in argument)
        {
            if (character == '"') quoted.Append('\\', backslashes + 1);
            quoted.Append(character);
            backslashes = character == '\\' ? backslashes + 1 : 0;
        }

        return quoted.Append('\\', backslashes).Append('"').ToString();
    }
}
