using System.CommandLine;
using System.CommandLine.Help;

namespace PerfGate.Tool.Commands;

/// <summary>All commands with their options.</summary>
internal static class CommandTree
{
    // Longer lines are hard to read, however wide the terminal is.
    private const int WidestHelp = 120;

    private static readonly Example[] General =
    [
        new("dotnet perfgate init", "write perfgate.json, its schema and GitHub workflows"),
        new("dotnet perfgate check --against HEAD", "did my uncommitted change make anything slower?"),
        new("dotnet perfgate compare before.json after.json", "judge two results that are there"),
    ];

    public static RootCommand Create(Host host)
    {
        var root = new RootCommand("PerfGate finds out whether a change made your .NET code slower, and fails the build when it truly did.")
        {
            CheckCommand.Create(host),
            CompareCommand.Create(host),
            RunCommand.Create(host),
            BaselineCommand.Create(host),
            PublishCommand.Create(host),
            AcceptCommand.Create(host),
            DoctorCommand.Create(host),
            InitCommand.Create(host),
        };
        var width = host.Width > 0 ? Math.Min(host.Width, WidestHelp) : WidestHelp;
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new HelpWithExamples((HelpAction)option.Action!, width, General);
        }

        return root;
    }

    /// <summary>The command that a line names, as its user would write it: <c>perfgate baseline list</c>.</summary>
    public static IEnumerable<string> PathOf(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var result = parsed.CommandResult; result is not null; result = result.Parent as System.CommandLine.Parsing.CommandResult)
        {
            names.Push(result.Command is RootCommand ? "perfgate" : result.Command.Name);
        }

        return names;
    }
}
