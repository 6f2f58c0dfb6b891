using System.CommandLine;
using System.Globalization;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Files;
using PerfGate.Tool.Phrasing;

namespace PerfGate.Tool.Commands;

/// <summary><c>perfgate accept</c>: writes into perfgate.json that the team lives with a regression for a while.</summary>
internal static class AcceptCommand
{
    private const int Shown = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Command Create(Host host)
    {
        var common = new CommonOptions();
        var pattern = new Argument<string>("pattern")
        {
            Description = "Glob over benchmarks' full names; a method's name covers all its cases.",
        };
        var metric = new Option<string>("--metric")
        {
            Description = "Metric whose regression is accepted.",
            HelpName = "NAME",
            DefaultValueFactory = _ => "time",
        };
        var upTo = new Option<string>("--up-to")
        {
            Description = "Worsening up to which it is accepted, for example 15%.",
            HelpName = "PERCENT",
            Required = true,
        };
        var reason = new Option<string>("--reason") { Description = "Why, for whoever reviews it.", HelpName = "TEXT", Required = true };
        var until = new Option<string>("--until") { Description = "Last day on which it holds.", HelpName = "YYYY-MM-DD", Required = true };
        var command = new CommandWithExamples(
            "accept",
            "Accept a regression for a while: an entry in perfgate.json, which is reviewed with the change.",
            new Example(
                "dotnet perfgate accept '*.Startup' --metric time --up-to 15% --reason \"reads the new format as well\" --until 2027-03-31",
                "what is slower by more than that fails again"))
        {
            pattern,
            metric,
            upTo,
            reason,
            until,
        };
        common.AddGeneral(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var flags = common.Read(parsed);
            var context = CommandContext.Create(host, flags);
            var entry = new AcceptedEntry
            {
                Pattern = PatternOf(parsed.GetRequiredValue(pattern)),
                Metric = NotEmpty(parsed.GetRequiredValue(metric), "--metric"),
                UpTo = PercentageOf(parsed.GetRequiredValue(upTo)),
                Reason = NotEmpty(parsed.GetRequiredValue(reason), "--reason"),
                Until = DayOf(parsed.GetRequiredValue(until), context),
            };
            return (int)await RunAsync(context, entry, flags.Config, cancellationToken);
        });
        return command;
    }

    private static async Task<ExitCode> RunAsync(
        CommandContext context, AcceptedEntry entry, string? named, CancellationToken cancellationToken)
    {
        var matches = AcceptedBenchmarks.Matching(context, entry);
        var path = PathOf(named, context);

        // Of two that read the file at once, one would write the other's entry away.
        using (await LockAsync(context, cancellationToken)) ConfigurationEditor.Accept(path, entry);
        var output = context.Host.Out;
        output.WriteLine($"{Path.GetRelativePath(context.Host.WorkingDirectory, path)}: {AcceptedEntryWriter.Text(entry)}");
        if (matches is null) output.WriteLine("There are no results here yet to say which benchmarks that matches.");
        else output.WriteLine(SafeText.Line($"It matches {Phrase.Some(matches, Shown)}."));
        output.WriteLine("Commit it with the change, so that both are reviewed together.");
        return ExitCode.Pass;
    }

    private static Task<FileLock> LockAsync(CommandContext context, CancellationToken cancellationToken) => FileLock.AcquireAsync(
        context.WorkFolder.ConfigurationLock,
        Patience,
        context.Host.Clock,
        ErrorCode.ConfigurationNotWritten,
        "Wait for the other process, or check that the folder can be written.",
        cancellationToken);

    // The file that the command reads its configuration from, or where one would be.
    private static string PathOf(string? named, CommandContext context)
    {
        var path = new GivenValues(context.Host.Variable).Find("--config", named)?.Text;
        return path is not null ? context.PathOf(path) : Path.Combine(context.Settings.ConfigurationFolder, ConfigurationReader.FileName);
    }

    private static string NotEmpty(string text, string option) => !string.IsNullOrWhiteSpace(text)
        ? text
        : throw new PerfGateException(ErrorCode.InvalidArguments, option, "it is empty", "An acceptance says what it is about, and why.");

    // What a configuration may not hold must not be written into one: every later command would refuse it.
    private static string PatternOf(string text)
    {
        const int longest = ConfigurationCheck.LongestPattern;
        if (NotEmpty(text, "pattern").Length <= longest) return text;
        throw new PerfGateException(
            ErrorCode.InvalidArguments, "pattern", "it is longer than any benchmark's name",
            string.Create(CultureInfo.InvariantCulture, $"Write at most {longest} characters; '*' stands for any number of them."));
    }

    private static Percentage PercentageOf(string text) => Percentage.TryParse(text, out var value) && value.Fraction > 0
        ? value
        : throw new PerfGateException(ErrorCode.InvalidArguments, "--up-to", $"'{text}' is not a percentage above 0%",
            "Write it with its sign, for example --up-to 15%.");

    private static DateOnly DayOf(string text, CommandContext context)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            throw new PerfGateException(ErrorCode.InvalidArguments, "--until", $"'{text}' is not a day",
                "Write it as year-month-day, for example --until 2027-03-31.");
        }

        var today = DateOnly.FromDateTime(context.Host.Clock.GetUtcNow().UtcDateTime);
        if (day >= today) return day;
        throw new PerfGateException(
            ErrorCode.AcceptanceInThePast, "--until", $"{text} lies in the past, so nothing would be accepted",
            "Name the last day on which it shall hold.");
    }
}
