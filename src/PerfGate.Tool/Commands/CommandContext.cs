using PerfGate.Tool.Configuration;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Commands;

/// <summary>What every command works with once its options are read.</summary>
internal sealed record CommandContext(Host Host, Settings Settings)
{
    public WorkFolder WorkFolder { get; } = new(Settings.ConfigurationFolder);

    public ErrorPrinter Errors { get; } = new(Host.Error, Settings.Verbosity == Verbosity.Diagnostic);

    public static CommandContext Create(Host host, CommandLineValues flags)
    {
        var path = flags.Config ?? (host.Environment.TryGetValue("PERFGATE_CONFIG", out var variable) && variable.Length > 0 ? variable : null);
        var configuration = ConfigurationReader.Load(path, host.WorkingDirectory);
        return new CommandContext(host, Settings.Resolve(flags, host.Environment, configuration, host.WorkingDirectory));
    }

    /// <summary>A path as its user wrote it, made absolute.</summary>
    public string PathOf(string path) => Path.GetFullPath(path, Host.WorkingDirectory);
}
