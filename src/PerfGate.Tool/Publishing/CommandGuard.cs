using System.Security.Cryptography;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Publishing;

/// <summary>In GitHub Actions a line of output can be a command to the runner: until this is disposed, none of them is.</summary>
internal sealed class CommandGuard : IDisposable
{
    private readonly TextWriter _writer;
    private readonly string _token = RandomNumberGenerator.GetHexString(40, lowercase: true);

    private CommandGuard(TextWriter writer)
    {
        _writer = writer;
        _writer.WriteLine(WorkflowCommands.Stop(_token));
    }

    /// <summary>Starts it; null elsewhere than in GitHub Actions.</summary>
    public static CommandGuard? Start(Host host) => IsInActions(host) ? new(host.Error) : null;

    public static bool IsInActions(Host host) => CiSystems.Of(host.Environment) == CiSystem.GitHubActions;

    public void Dispose() => _writer.WriteLine(WorkflowCommands.Resume(_token));
}
