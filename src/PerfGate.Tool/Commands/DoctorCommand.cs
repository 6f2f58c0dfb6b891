using System.CommandLine;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Doctor;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Reporting;
using PerfGate.Tool.Suites.Lockstep;

namespace PerfGate.Tool.Commands;

/// <summary><c>perfgate doctor</c>: whether this machine can be trusted, and whether the gate works on it.</summary>
internal static class DoctorCommand
{
    // Long enough for a hundred ticks of the processor's account, short enough to wait for.
    private static readonly TimeSpan Watched = TimeSpan.FromMilliseconds(500);

    private enum DoctorFormat
    {
        Console,
        Json,
    }

    public static Command Create(Host host)
    {
        var common = new CommonOptions();
        var quick = new Option<bool>("--quick") { Description = "Facts only: nothing is built or measured." };
        var format = CommonOptions.Choice<DoctorFormat>("--format", "What is printed. [default: console]");
        var command = new CommandWithExamples(
            "doctor",
            "Say whether this machine can be trusted, what a check would run, and show that the gate works here.",
            new("dotnet perfgate doctor", "all facts, and the gate tried on a benchmark of its own, in a minute or two"),
            new("dotnet perfgate doctor --quick", "facts only, in seconds"),
            new("dotnet perfgate doctor --format json", "the same for programs"))
        {
            quick,
            format,
        };
        command.Options.Add(common.Project);
        common.AddGeneral(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var wanted = Choices.Parse(GivenValue.Of(parsed.GetValue(format), "--format"), DoctorFormat.Console);
            var context = CommandContext.Create(host, common.Read(parsed));
            var report = await ExamineAsync(context, parsed.GetValue(quick), cancellationToken);
            if (wanted == DoctorFormat.Json) DoctorJson.Write(report, host.Out);
            else DoctorConsole.Write(report, host.Out,
                ConsoleStyle.For(!host.OutIsTerminal, host.Width, !context.Settings.Color, context.Settings.Verbosity));
            return (int)report.ExitCode;
        });
        return command;
    }

    private static async Task<DoctorReport> ExamineAsync(CommandContext context, bool isQuick, CancellationToken cancellationToken)
    {
        var (host, folder) = (context.Host, context.Settings.ConfigurationFolder);
        var started = host.Clock.GetTimestamp();

        // First, while nothing of this program runs.
        var busy = await WatchAsync(host.Clock, cancellationToken);
        var sdk = await RuntimeFacts.SdkAsync(folder, cancellationToken);
        var (repository, git) = await GitFindings.OfAsync(context, cancellationToken);
        List<Finding> findings =
        [
            .. new MachineFacts(MachineReading.Take(), TimerReading.Take(host.Clock), busy).All(),
            sdk,
            .. RuntimeFacts.Settings(host.Environment),
            DiskFacts.Of("temporary", Path.GetTempPath(), "Free some, or name another folder in TMPDIR (on Windows TMP)."),
            DiskFacts.Of("repository", repository?.TopLevel ?? folder, "Free some: builds and .perfgate are written there."),
            .. git,
        ];
        if (sdk.Mark != Mark.Problem) findings.AddRange(await SuiteFindings.OfAsync(context, repository is not null, cancellationToken));

        // Without an SDK, git or room there is nothing to try; what is wrong with the user's own suites does not matter to it.
        var canTry = sdk.Mark != Mark.Problem
            && !findings.Exists(finding =>
            finding is { Code: ErrorCode.GitNotFound } or { Area: Area.Disk, Name: "temporary", Mark: Mark.Problem });
        SelfTestResult? selfTest = null;
        if (!isQuick && canTry)
        {
            using var guard = Publishing.CommandGuard.Start(host);
            (selfTest, var tried) = await TryAsync(context, cancellationToken);
            findings.AddRange(tried);
        }

        return new DoctorReport([.. findings], selfTest, host.Clock.GetElapsedTime(started));
    }

    private static async Task<Disturbance?> WatchAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        if (HostLoad.Begin(core: null, clock) is not { } load) return null;
        await Task.Delay(Watched, clock, cancellationToken);
        return load.End(TimeSpan.Zero);
    }

    private static async Task<(SelfTestResult? Result, IReadOnlyList<Finding> Findings)> TryAsync(
        CommandContext context, CancellationToken cancellationToken)
    {
        try
        {
            var result = await new SelfTest(context.Host, context.Settings).RunAsync(cancellationToken);
            return (result, SelfTestFindings.Of(result));
        }
        catch (PerfGateException problem)
        {
            return (null, [SelfTestFindings.NotBegun(problem)]);
        }
    }
}
