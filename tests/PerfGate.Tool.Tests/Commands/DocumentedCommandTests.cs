using System.CommandLine;
using System.Text.RegularExpressions;
using PerfGate.Tool.Commands;
using Repository = PerfGate.Tool.Tests.Reporting.Repository;

namespace PerfGate.Tool.Tests.Commands;

/// <summary>What documents, workflows and messages tell people to type is there to be typed.</summary>
public sealed class DocumentedCommandTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private static readonly RootCommand Root = CommandTree.Create(
        new Host(TextWriter.Null, TextWriter.Null, new Dictionary<string, string>(), Path.GetTempPath(), TimeProvider.System));

    [Fact]
    public void Every_command_that_is_named_has_the_options_that_stand_behind_it()
    {
        var lines = Files().SelectMany(file => Lines(file).Select(line => (File: Path.GetFileName(file), Line: line))).ToList();

        lines.Count.ShouldBeGreaterThan(80);
        lines.ConvertAll(line => $"{line.File}: {line.Line}: {Unknown(line.Line)}")
            .Where(text => !text.EndsWith(": ", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_option_that_the_action_passes_is_one_of_check()
    {
        var action = File.ReadAllText(Repository.PathOf("action.yml"));
        var passed = Regex.Matches(action, @"(?:add |arguments\+?=\()(?<name>--[a-z-]+)", RegexOptions.ExplicitCapture, Limit)
            .Select(match => match.Groups["name"].Value).ToList();

        passed.Count.ShouldBeGreaterThan(15);
        passed.ShouldBeSubsetOf(Root.Subcommands.Single(command => command.Name == "check").Options.Select(option => option.Name));
    }

    // The first word that is no command, or the first option that the command does not have; empty when all is well.
    private static string Unknown(string line)
    {
        Command command = Root;
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var word in words)
        {
            if (command.Subcommands.Count == 0) break;
            if (!Regex.IsMatch(word, "^[a-z]+$", RegexOptions.None, Limit)) break;
            if (command.Subcommands.FirstOrDefault(candidate => candidate.Name == word) is not { } next) return word;
            command = next;
        }

        var names = command.Options.Concat(Root.Options)
            .SelectMany(option => option.Aliases.Append(option.Name))
            .ToHashSet(StringComparer.Ordinal);
        return Regex.Matches(line, @"(?<![\w-])--[a-z][a-z-]*", RegexOptions.None, Limit).Select(match => match.Value)
            .FirstOrDefault(option => !names.Contains(option), "");
    }

    // The rest of a line behind the name of the program, as far as it belongs to the command.
    private static IEnumerable<string> Lines(string file)
    {
        var ends = Path.GetExtension(file) switch
        {
            ".cs" => "\"\n",
            ".md" => "`|\n",
            _ => "\n",
        };
        return Regex.Matches(File.ReadAllText(file), $"dotnet perfgate (?<line>[^{ends}]*)", RegexOptions.ExplicitCapture, Limit)
            .Select(match => match.Groups["line"].Value);
    }

    private static IEnumerable<string> Files() =>
    [
        Repository.PathOf("README.md"), Repository.PathOf("CHANGELOG.md"), Repository.PathOf("action.yml"),
        .. Below("docs", "*.md"), .. Below("src", "*.md"), .. Below("src", "*.yml"), .. Below("src", "*.cs"), .. Below(".github", "*.yml"),
    ];

    private static IEnumerable<string> Below(string folder, string pattern) =>
        Directory.GetFiles(Repository.PathOf(folder), pattern, SearchOption.AllDirectories)
            .Where(path => !Regex.IsMatch(path, @"[/\\](bin|obj)[/\\]", RegexOptions.ExplicitCapture, Limit));
}
