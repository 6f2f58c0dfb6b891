using System.CommandLine;
using System.Globalization;

namespace PerfGate.Tool.Commands;

/// <summary>Which remote, and how long one call to it may take.</summary>
internal sealed record RemoteChoice(string? Name, TimeSpan Limit);

/// <summary>Options of the commands that talk to a remote.</summary>
internal sealed class RemoteOptions
{
    private const int DefaultSeconds = 120;

    private readonly Option<string?> _remote = new("--remote")
    {
        Description = "Remote to share with. [default: origin, or the only one]",
        HelpName = "NAME",
    };

    private readonly Option<string?> _timeout = new("--timeout")
    {
        Description = "Longest time that one call to the remote may take. "
            + $"[default: {DefaultSeconds.ToString(CultureInfo.InvariantCulture)}]",
        HelpName = "SECONDS",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_remote);
        command.Options.Add(_timeout);
    }

    public RemoteChoice Read(ParseResult parsed, Host host)
    {
        var text = parsed.GetValue(_timeout)
            ?? (host.Environment.TryGetValue("PERFGATE_TIMEOUT", out var variable) && variable.Length > 0 ? variable : null);
        var seconds = DefaultSeconds;
        if (text is not null
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seconds) || seconds is < 1 or > 86_400))
            throw new PerfGateException(
                ErrorCode.InvalidArguments,
                "--timeout",
                $"'{text}' is not a number of seconds from 1 to 86400",
                "Two minutes are the default.");
        return new RemoteChoice(parsed.GetValue(_remote), TimeSpan.FromSeconds(seconds));
    }
}
