namespace PerfGate.MSBuild;

/// <summary>What the properties of a project ask of the tool.</summary>
internal sealed class GateRequest(RunPerfGate task)
{
    private const string DefaultResults = "BenchmarkDotNet.Artifacts";

    /// <summary>Folder that relative paths start from: that of the project that is built.</summary>
    public string Folder { get; } = Path.GetDirectoryName(Path.GetFullPath(task.BuiltProject))!;

    public bool IsKnown => IsCheck || Is(task.Command, "compare");

    private bool IsCheck => Is(task.Command, "check");

    private string Results => PathOf(task.Results) ?? DefaultResults;

    private string Project =>
        task.BenchmarkProject is { } named && !Is(named, "true") && !Is(named, "false") ? PathOf(named)! : task.BuiltProject;

    /// <summary>Whether every report that is wanted is there.</summary>
    public bool HasReports => Reports.All(report => File.Exists(Absolute(report)));

    private IEnumerable<string> Reports => ReportOptions.Select(report => report.Substring(report.IndexOf('=') + 1));

    private IEnumerable<string> ReportOptions => ProjectPath.Reports(task.Report);

    /// <summary>The arguments of the tool, one entry each.</summary>
    public IReadOnlyList<string> Arguments()
    {
        List<string> arguments = ["check", "--format", "msbuild", "--project", Project];
        if (!IsCheck) arguments.AddRange(["--results", Results]);
        Add("--against", task.Baseline is { } baseline && Exists(PathOf(baseline)) ? PathOf(baseline) : task.Baseline);
        Add("--config", PathOf(task.Config));
        Add("--fail-on", task.FailOn);
        foreach (var report in ReportOptions) Add("--report", report);
        arguments.AddRange(task.Arguments.Select(argument => argument.ItemSpec));
        return arguments;

        void Add(string option, string? value)
        {
            if (value is not null) arguments.AddRange([option, value]);
        }
    }

    /// <summary>
    /// What remembers that this passed; null where nothing can. All that the verdict follows from has to be seen from here. Measurements,
    /// and records in the repository, are not: what they are compared with moves without a file of the project being touched.
    /// </summary>
    public Stamp? Stamp()
    {
        var canBeSeen = IsKnown && !IsCheck && Exists(Results)
            && task.Baseline is { } baseline && ProjectPath.IsMeant(Folder, baseline);
        if (!canBeSeen) return null;
        var variables = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith("PERFGATE_", StringComparison.OrdinalIgnoreCase))
            .OrderBy(name => name, StringComparer.Ordinal)
            .Select(name => $"{name}={Environment.GetEnvironmentVariable(name)}");
        string[] arguments = [.. task.Arguments.Select(argument => argument.ItemSpec)];
        if (Array.Exists(arguments, argument => argument.IndexOfAny(['*', '?']) >= 0)) return null; // Which files it means, the tool finds out.
        var named = MSBuild.Stamp.NamedPaths(arguments, Environment.GetEnvironmentVariable("PERFGATE_CONFIG"));
        IEnumerable<string?> paths = [Results, PathOf(task.Baseline), PathOf(task.Config), task.Tool, .. arguments, .. named];
        try
        {
            IEnumerable<string> texts = [task.Today, .. Arguments(), .. variables];
            var digest = MSBuild.Stamp.DigestOf(texts, paths.OfType<string>().Select(Absolute), Folder);
            return new Stamp(Absolute(task.StampFile), digest);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null; // The tool will say what cannot be read.
        }
    }

    /// <summary>A path from the project's folder on; what can be no path is left as it is.</summary>
    public string Absolute(string path) => ProjectPath.Absolute(Folder, path);

    private bool Exists(string? path) => path is not null && (File.Exists(Absolute(path)) || Directory.Exists(Absolute(path)));

    private static string? PathOf(string? path) => path is null ? null : ProjectPath.Of(path);

    private static bool Is(string? text, string word) => string.Equals(text, word, StringComparison.OrdinalIgnoreCase);
}
