using System.Globalization;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Files;

/// <summary>The <c>.perfgate</c> folder beside the configuration: logs and the last results, and what a CI system collects. It ignores itself in git.</summary>
internal sealed class WorkFolder(string configurationFolder)
{
    private readonly string _path = Path.Combine(configurationFolder, ".perfgate");

    public string Log(string suite, string side) => Path.Combine(Ensure("logs"), $"{suite}-{side}.log");

    /// <summary>Held while a project of the working tree is built: two builds at once would write the same files.</summary>
    public string BuildLock => Path.Combine(Ensure("cache"), "build.lock");

    /// <summary>Held while the configuration is changed.</summary>
    public string ConfigurationLock => Path.Combine(Ensure("cache"), "configuration.lock");

    /// <summary>Built hosts of revisions.</summary>
    public string Cache => Ensure("cache");

    /// <summary>Current medians, for a CI system that collects files.</summary>
    public string Metrics => Path.Combine(Ensure(""), "metrics.txt");

    /// <summary>Where an interrupted measurement is kept.</summary>
    public string Measurement => Path.Combine(Ensure(""), "measurement");

    /// <summary>Held by the one check whose measurement is kept there.</summary>
    public string MeasurementLock => Path.Combine(Ensure("cache"), "measurement.lock");

    /// <summary>Where a shard is written, for another job to read.</summary>
    public string Shard(int index, int count) =>
        Path.Combine(Ensure("shards"), string.Create(CultureInfo.InvariantCulture, $"{index}-of-{count}"));

    /// <summary>Where a result set of a fixed name is kept.</summary>
    public string Results(string name) => Path.Combine(Ensure("results"), name + ".json");

    /// <summary>Where a result set of that name was kept; null when there is none.</summary>
    public string? Kept(string name) => Path.Combine(_path, "results", name + ".json") is var path && File.Exists(path) ? path : null;

    private string Ensure(string name)
    {
        try
        {
            Directory.CreateDirectory(_path);
            var ignore = Path.Combine(_path, ".gitignore");
            if (!File.Exists(ignore)) File.WriteAllText(ignore, "*\n");
            return Directory.CreateDirectory(Path.Combine(_path, name)).FullName;
        }
        catch (Exception problem) when (problem is UnauthorizedAccessException || (problem is IOException io && !FullDisk.Caused(io)))
        {
            throw new PerfGateException(
                ErrorCode.NoRoomToMeasure,
                _path,
                $"the folder cannot be written: {problem.Message}",
                "It lies beside perfgate.json, or in the current folder where there is none: allow to write there.",
                problem);
        }
    }
}
