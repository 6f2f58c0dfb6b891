using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Files;
using PerfGate.Tool.Suites;
using PerfGate.Tool.Suites.Sources;

namespace PerfGate.Tool;

/// <summary>What every command works with once its options are read.</summary>
internal sealed record CommandContext(Host Host, Settings Settings)
{
    public WorkFolder WorkFolder { get; } = new(Settings.ConfigurationFolder);

    public ErrorPrinter Errors { get; } = new(Host.Error, Settings.Verbosity == Verbosity.Diagnostic);

    public static CommandContext Create(Host host, CommandLineValues flags)
    {
        var named = new GivenValues(host.Variable).Find("--config", flags.Config);
        var configuration = ConfigurationReader.Load(named?.Text, host.WorkingDirectory);
        return new CommandContext(host, Settings.Resolve(flags, host.Environment, configuration, host.WorkingDirectory));
    }

    /// <summary>Where the benchmarks stand: in the named projects, else in all that there are.</summary>
    /// <param name="top">Folder that places are relative to; of compilers it is the one that the command runs in.</param>
    /// <exception cref="PerfGateException">A named project is not there.</exception>
    public BenchmarkSources Sources(string top)
    {
        var (named, folder) = (Settings.Projects, Settings.ConfigurationFolder);
        return BenchmarkSources.Read(top, named.Count > 0 ? SuiteDiscovery.Locate(named, folder) : SuiteDiscovery.Find(folder));
    }

    /// <summary>A path as its user wrote it, made absolute.</summary>
    public string PathOf(string path) => Path.GetFullPath(path, Host.WorkingDirectory);
}
