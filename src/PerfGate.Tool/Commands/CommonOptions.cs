using System.CommandLine;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Commands;

/// <summary>Options that several commands share, declared once.</summary>
internal sealed class CommonOptions
{
    public Option<string?> Config { get; } = new("--config") { Description = "Configuration file. [default: the nearest perfgate.json, up to the repository's top]", HelpName = "FILE" };

    public Option<string?> Verbosity { get; } = Choice<Verbosity>("--verbosity", "-v", "How much is told. [default: normal]");

    public Option<bool> NoColor { get; } = new("--no-color") { Description = "Print without colour; NO_COLOR does the same." };

    public Option<string?> FailOn { get; } = Choice<PerfGate.Analysis.Policy.FailOn>("--fail-on", null, "Lowest severity that fails the gate. [default: major]");

    public Option<string?> Format { get; } = Choice<ReportFormat>("--format", null, "What is printed. [default: console]");

    public Option<string?> Out { get; } = new("--out", "-o") { Description = "Write what is printed to a file instead.", HelpName = "FILE" };

    public Option<string[]> Report { get; } = new("--report") { Description = "Write a further report, for example json=report.json; can be repeated.", HelpName = "FORMAT=FILE" };

    public Option<string[]> Project { get; } = new("--project", "-p") { Description = "Benchmark project or its folder; can be repeated. [default: the one that references BenchmarkDotNet]", HelpName = "PATH" };

    public Option<string[]> Filter { get; } = new("--filter") { Description = "Benchmarks to run, as globs over their full names; can be repeated. [default: *]", HelpName = "GLOB" };

    public Option<string?> Framework { get; } = new("--framework", "-f") { Description = "Target framework to measure. [default: the project's newest]", HelpName = "TFM" };

    public Option<string?> Launches { get; } = new("--launches") { Description = "Process launches of each side before the first decision. [default: 3]", HelpName = "N" };

    public Option<string?> Environment { get; } = new("--environment") { Description = "Name that keeps these results apart from others of the same machine.", HelpName = "NAME" };

    public void AddGeneral(Command command)
    {
        command.Options.Add(Config);
        command.Options.Add(Verbosity);
        command.Options.Add(NoColor);
    }

    public void AddMeasuring(Command command)
    {
        command.Options.Add(Project);
        command.Options.Add(Filter);
        command.Options.Add(Framework);
        command.Options.Add(Launches);
        command.Options.Add(Environment);
    }

    public void AddReporting(Command command)
    {
        command.Options.Add(FailOn);
        command.Options.Add(Format);
        command.Options.Add(Out);
        command.Options.Add(Report);
    }

    public CommandLineValues Read(ParseResult parsed) => new()
    {
        Config = parsed.GetValue(Config),
        Projects = parsed.GetValue(Project) ?? [],
        Framework = parsed.GetValue(Framework),
        Filter = parsed.GetValue(Filter) ?? [],
        Environment = parsed.GetValue(Environment),
        FailOn = parsed.GetValue(FailOn),
        Format = parsed.GetValue(Format),
        Verbosity = parsed.GetValue(Verbosity),
        NoColor = parsed.GetValue(NoColor),
        Launches = parsed.GetValue(Launches),
    };

    // The values are checked where environment variables and the configuration are, with the same words; here they complete in a shell.
    private static Option<string?> Choice<T>(string name, string? alias, string description)
        where T : struct, Enum
    {
        var values = Enum.GetNames<T>().Select(value => value.ToLowerInvariant()).ToArray();
        var option = alias is null ? new Option<string?>(name) : new Option<string?>(name, alias);
        option.Description = description;
        option.HelpName = string.Join('|', values);
        option.CompletionSources.Add(values);
        return option;
    }
}
