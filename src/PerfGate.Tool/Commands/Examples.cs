using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace PerfGate.Tool.Commands;

/// <summary>A line that a user can type, and what it is for.</summary>
internal sealed record Example(string Line, string Meaning);

/// <summary>A command whose help ends with examples.</summary>
internal sealed class CommandWithExamples(string name, string description, params Example[] examples) : Command(name, description)
{
    public IReadOnlyList<Example> Examples => examples;
}

/// <summary>The library's help as wide as the terminal, under the name that users type, and the examples below it.</summary>
internal sealed class HelpWithExamples(HelpAction help, int width, IReadOnlyList<Example> general) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var configuration = parseResult.InvocationConfiguration;
        var writer = configuration.Output;
        using var text = new StringWriter();
        configuration.Output = text;
        help.MaxWidth = width;
        var code = help.Invoke(parseResult);
        configuration.Output = writer;
        var shown = text.ToString()
            .TrimEnd()
            .Replace(RootCommand.ExecutableName + " ", "dotnet perfgate ", StringComparison.Ordinal)
            .ReplaceLineEndings(writer.NewLine);
        writer.Write(shown);
        writer.WriteLine();

        var examples = parseResult.CommandResult.Command switch
        {
            CommandWithExamples command => command.Examples,
            RootCommand => general,
            _ => [],
        };
        if (examples.Count == 0) return code;

        writer.WriteLine();
        writer.WriteLine("Examples:");
        foreach (var example in examples)
        {
            writer.WriteLine($"  {example.Line}");
            writer.WriteLine($"      {example.Meaning}");
        }

        return code;
    }
}
