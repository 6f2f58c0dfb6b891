using System.CommandLine;
using PerfGate.Tool.Configuration;

namespace PerfGate.Tool.Commands;

/// <summary>Which remote, and how long one call to it may take.</summary>
internal sealed record RemoteChoice(string? Name, TimeSpan Limit);

/// <summary>Options of the commands that talk to a remote.</summary>
internal sealed class RemoteOptions
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(2);

    private readonly Option<string?> _remote = new("--remote")
    {
        Description = "Remote to share with. [default: origin, or the only one]",
        HelpName = "NAME",
    };

    // A command that measures has a --timeout of its launches.
    private readonly Option<string?> _timeout = new("--remote-timeout")
    {
        Description = "Longest time that one call to the remote may take. [default: 2m]",
        HelpName = "TIME",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_remote);
        command.Options.Add(_timeout);
    }

    public RemoteChoice Read(ParseResult parsed, Host host)
    {
        var timeout = new GivenValues(host.Variable).Find("--remote-timeout", parsed.GetValue(_timeout));
        var remote = GivenValue.Of(parsed.GetValue(_remote), "--remote");
        return new RemoteChoice(remote?.Text, timeout is null ? DefaultTimeout : Duration.Parse(timeout));
    }
}
