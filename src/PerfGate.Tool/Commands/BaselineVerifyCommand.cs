using System.Globalization;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Checking;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Commands;

/// <summary><c>perfgate baseline verify</c>.</summary>
internal static class BaselineVerifyCommand
{
    public static CommandWithExamples Create(Host host)
    {
        var common = new CommonOptions();
        var command = new CommandWithExamples(
            "verify", "Look at every record and name what is wrong; nothing is changed.", new Example(
                "dotnet perfgate baseline verify", "after somebody wrote to the ref by hand"));
        common.AddGeneral(command);
        command.SetAction(
            async (parsed, cancellationToken) => (int)await RunAsync(CommandContext.Create(host, common.Read(parsed)), cancellationToken));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var result = await BaselineVerify.RunAsync(await Revisions.OpenAsync(context, cancellationToken), cancellationToken);
        foreach (var (where, what) in result.Problems) context.Errors.Print(where, ErrorCode.BaselineUnreadable, what);
        if (result.Later > 0)
            context.Errors.Warn(
                string.Create(
                    CultureInfo.InvariantCulture, $"{result.Later} lines were written by a newer PerfGate and are not looked at."));
        context.Host.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Records} records of {result.Commits} commits are as they should be; {result.Problems.Count} problems."));
        return result.Problems.Count == 0 ? ExitCode.Pass : ErrorCode.BaselineUnreadable.ExitCode();
    }
}
