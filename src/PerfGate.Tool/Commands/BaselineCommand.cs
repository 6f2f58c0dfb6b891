using System.CommandLine;
using System.Globalization;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Phrasing;

namespace PerfGate.Tool.Commands;

/// <summary><c>perfgate baseline</c>: records results in the repository itself, shares them and reads them back.</summary>
internal static class BaselineCommand
{
    public static Command Create(Host host) =>
        new("baseline", "Record the results of a commit in the repository, share them, and look at what is recorded.")
    {
        BaselineUpdateCommand.Create(host),
        BaselineShareCommands.Fetch(host),
        BaselineShareCommands.Push(host),
        BaselineLookCommands.List(host),
        BaselineLookCommands.Show(host),
        BaselineFileCommands.Export(host),
        BaselineFileCommands.Import(host),
        BaselinePruneCommand.Create(host),
        BaselineVerifyCommand.Create(host),
    };

    /// <summary>The error of a commit that nothing is recorded for.</summary>
    public static PerfGateException NothingRecorded(string commit) => new(
        ErrorCode.NoBaseline,
        commit,
        "no baseline is recorded for this commit",
        "'dotnet perfgate baseline list' shows what is recorded.");

    /// <summary>When something was measured, to the minute; in UTC.</summary>
    public static string TimeOf(BaselineHeader header) => header.Time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>An environment as people read it. Its parts come from records that anybody may have written.</summary>
    public static string EnvironmentOf(BaselineHeader header) =>
        SafeText.Name(string.Join(", ", header.Environment.KeyFacts.Select(fact => fact.Value).Where(value => value.Length > 0)));
}
