using System.CommandLine;
using PerfGate.Tool.Configuration;

namespace PerfGate.Tool.Commands;

/// <summary>Options that several commands share, declared once.</summary>
internal sealed class CommonOptions
{
    public Option<string?> Config { get; } = new("--config")
    {
        Description = "Configuration file. [default: the nearest perfgate.json, up to the repository's top]",
        HelpName = "FILE",
    };

    public Option<string?> Verbosity { get; } = Choice<Verbosity>("--verbosity", "How much is told. [default: normal]", "-v");

    public Option<bool> NoColor { get; } = new("--no-color") { Description = "Print without colour; NO_COLOR does the same." };

    public Option<string?> FailOn { get; } = Choice<PerfGate.Analysis.Policy.FailOn>(
        "--fail-on", "Lowest severity that fails the gate. [default: major]");

    public Option<string?> Format { get; } = Choice<ReportFormat>("--format", "What is printed. [default: console]");

    public Option<string?> Out { get; } = new("--out", "-o")
    {
        Description = "Write what is printed to a file instead.",
        HelpName = "FILE",
    };

    public Option<string[]> Report { get; } = new("--report")
    {
        Description = "Write a further report, for example json=report.json; can be repeated.",
        HelpName = "FORMAT=FILE",
    };

    public Option<string[]> Project { get; } = new("--project", "-p")
    {
        Description = "Benchmark projects or their folders; can be repeated. [default: the one that references BenchmarkDotNet]",
        HelpName = "PATH",
        AllowMultipleArgumentsPerToken = true,
    };

    public Option<string[]> Filter { get; } = new("--filter")
    {
        Description = "Benchmarks to run, as globs over their full names; can be repeated. [default: *]",
        HelpName = "GLOB",
        AllowMultipleArgumentsPerToken = true,
    };

    public Option<string?> Framework { get; } = new("--framework", "-f")
    {
        Description = "Target framework to measure. [default: the project's newest]",
        HelpName = "TFM",
    };

    public Option<string?> Launches { get; } = new("--launches")
    {
        Description = "Process launches of each side before the first decision. [default: 1 where 'check' measures ten or more benchmarks "
            + "in lockstep, or lets the recorded baseline screen, else 3]",
        HelpName = "N",
    };

    public Option<string?> Mode { get; } = Choice<MeasureMode>(
        "--mode", "side-by-side builds and measures the base here, stored lets the recorded baseline screen, auto is side-by-side unless the "
            + "budget is too short. [default: auto]");

    public Option<string?> Budget { get; } = new("--budget")
    {
        Description = "Longest time of the check, for example 10m; what is left is inconclusive. [default: as long as it takes]",
        HelpName = "TIME",
    };

    public Option<string?> MaxPairs { get; } = new("--max-pairs")
    {
        Description = "Most launch pairs of a benchmark that looks changed, 8 to 100. [default: 16]",
        HelpName = "N",
    };

    public Option<string?> Timeout { get; } = new("--timeout")
    {
        Description = "Longest time of one launch of one benchmark. [default: 5m]",
        HelpName = "TIME",
    };

    public Option<string?> BenchmarksFrom { get; } = Choice<BenchmarkSource>(
        "--benchmarks-from", "Which revision the benchmarks' own code is taken from. [default: own]");

    public Option<string?> Environment { get; } = new("--environment")
    {
        Description = "Name that keeps these results apart from others of the same machine.",
        HelpName = "NAME",
    };

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
        command.Options.Add(Timeout);
        command.Options.Add(Environment);
    }

    /// <summary>What only a command has that measures two revisions.</summary>
    public void AddComparing(Command command)
    {
        command.Options.Add(Mode);
        command.Options.Add(Budget);
        command.Options.Add(MaxPairs);
        command.Options.Add(BenchmarksFrom);
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
        NoColor = Switch(parsed, NoColor),
        Launches = parsed.GetValue(Launches),
        Mode = parsed.GetValue(Mode),
        Budget = parsed.GetValue(Budget),
        MaxPairs = parsed.GetValue(MaxPairs),
        Timeout = parsed.GetValue(Timeout),
        BenchmarksFrom = parsed.GetValue(BenchmarksFrom),
    };

    /// <summary>What a switch says: yes, no, or nothing where it was not given.</summary>
    public static bool? Switch(ParseResult parsed, Option<bool> option) =>
        parsed.GetResult(option) is { Implicit: false } ? parsed.GetValue(option) : null;

    /// <summary>
    /// An option with a few values. They are checked where environment variables and the configuration are, with the same words; here they
    /// complete in a shell.
    /// </summary>
    public static Option<string?> Choice<T>(string name, string description, params string[] aliases)
        where T : struct, Enum
    {
        var values = Choices.Names<T>();
        var option = new Option<string?>(name, aliases) { Description = description, HelpName = string.Join('|', values) };
        option.CompletionSources.Add(values);
        return option;
    }
}
