using System.CommandLine;
using PerfGate.Tool.Configuration;

namespace PerfGate.Tool.Commands;

/// <summary>Options of publishing, which <c>check</c> and <c>publish</c> share.</summary>
internal sealed class PublishOptions
{
    private readonly Option<string?> _publish = CommonOptions.Choice<PublishMode>(
        "--publish", "Whether the report is published. [default: auto, which is in GitHub Actions]");
    private readonly Option<string?> _comment = CommonOptions.Choice<CommentMode>(
        "--comment", "When a pull request gets a comment. [default: changes]");

    private readonly Option<string?> _key = new("--comment-key")
    {
        Description = "Keeps several comments of one pull request apart. [default: made of folder and environment]",
        HelpName = "KEY",
    };

    private readonly Option<bool> _checkRun = new("--check-run")
    {
        Description = "Make a check run of the verdict too; a commit status where the token may not.",
    };

    private readonly Option<bool> _required = new("--require-publish")
    {
        Description = "End with exit code 5 when the gate passes but its report cannot be published.",
    };

    /// <summary>Adds what decides whether to publish, and what.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_publish);
        command.Options.Add(_required);
        AddTargetsTo(command);
    }

    /// <summary>Adds what decides what is published.</summary>
    public void AddTargetsTo(Command command)
    {
        command.Options.Add(_comment);
        command.Options.Add(_key);
        command.Options.Add(_checkRun);
    }

    public CommandLineValues Read(ParseResult parsed, CommandLineValues values) => values with
    {
        Publish = parsed.GetValue(_publish),
        Comment = parsed.GetValue(_comment),
        CommentKey = parsed.GetValue(_key),
        CheckRun = CommonOptions.Switch(parsed, _checkRun),
        RequirePublish = CommonOptions.Switch(parsed, _required),
    };
}
