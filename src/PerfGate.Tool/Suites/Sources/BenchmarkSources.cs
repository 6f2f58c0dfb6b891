using PerfGate.Analysis.Model;

namespace PerfGate.Tool.Suites.Sources;

/// <summary>
/// Where the benchmarks of some projects stand in the sources; where a benchmark is not found, its project stands for it.
/// </summary>
internal sealed class BenchmarkSources
{
    // Beyond these a project is no benchmark project, and a file was written by a program.
    private const int MaxFiles = 2_000;
    private const int MaxBytes = 1 << 20;

    private readonly Dictionary<string, SourcePlace> _projects = new(StringComparer.Ordinal);
    private readonly ILookup<string, (string Suite, SourceType Type)> _types;

    private BenchmarkSources(string repository, IReadOnlyCollection<SuiteProject> projects)
    {
        foreach (var project in projects) _projects.TryAdd(project.Name, new SourcePlace(Relative(repository, project.Path), 1));
        _types = projects
            .SelectMany(project => Types(repository, project))
            .ToLookup(found => found.Type.Name, StringComparer.Ordinal);
    }

    /// <summary>Knows nothing: no annotation has a place then.</summary>
    public static BenchmarkSources None { get; } = new("", []);

    /// <summary>Reads the C# files of the projects. What cannot be read is left out: a place is a service, no duty.</summary>
    /// <param name="repository">Top folder of the repository, which places are relative to.</param>
    /// <param name="projects">The benchmark projects.</param>
    public static BenchmarkSources Read(string repository, IReadOnlyCollection<SuiteProject> projects) => new(repository, projects);

    /// <summary>The line of the benchmark's method, else of its type, else its project; null when not even that is known.</summary>
    /// <param name="suite">The project's name; empty when it is not known.</param>
    /// <param name="benchmark">Which benchmark.</param>
    public SourcePlace? Find(string suite, BenchmarkId benchmark)
    {
        var candidates = _types[SimpleName(benchmark.Type)]
            .Where(found => suite.Length == 0 || !_projects.ContainsKey(suite)
                || string.Equals(found.Suite, suite, StringComparison.Ordinal))
            .Select(found => found.Type)
            .OrderByDescending(type => string.Equals(type.Namespace, benchmark.Namespace, StringComparison.Ordinal))
            .ToList();
        if (candidates.Count == 0) return Project(suite);
        var first = candidates[0].Namespace;
        var parts = candidates.TakeWhile(type => string.Equals(type.Namespace, first, StringComparison.Ordinal)).ToList();
        return parts.Select(part => Method(part, benchmark.Method, depth: 0)).FirstOrDefault(place => place is not null)
            ?? new SourcePlace(parts[0].File, parts[0].Line);
    }

    /// <summary>The project file of a suite; null when it is not one of these projects.</summary>
    public SourcePlace? Project(string suite) =>
        _projects.TryGetValue(suite, out var place) ? place : _projects.Count == 1 ? _projects.Values.First() : null;

    // A benchmark may stand in a base class; nobody derives deeper than this in earnest.
    private SourcePlace? Method(SourceType type, string method, int depth)
    {
        if (type.Methods.TryGetValue(method, out var line)) return new SourcePlace(type.File, line);
        if (depth == 5) return null;
        return type.Bases.SelectMany(name => _types[name]).Select(found => Method(found.Type, method, depth + 1))
            .FirstOrDefault(place => place is not null);
    }

    private static IEnumerable<(string Suite, SourceType Type)> Types(string repository, SuiteProject project)
    {
        var files = SuiteDiscovery.FilesBelow(project.Folder, IsSource).Take(MaxFiles);
        return files.SelectMany(file => SourceText.Types(Relative(repository, file), Text(file))).Select(type => (project.Name, type));
    }

    private static bool IsSource(string path) => Path.GetExtension(path).Equals(".cs", StringComparison.OrdinalIgnoreCase);

    private static string Text(string file)
    {
        try
        {
            return new FileInfo(file).Length <= MaxBytes ? File.ReadAllText(file) : "";
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string Relative(string repository, string path) => Path.GetRelativePath(repository, path).Replace('\\', '/');

    // Without type arguments, and without the types that it is nested in.
    private static string SimpleName(string type)
    {
        var name = type.Split('<', '`')[0];
        return name[(name.LastIndexOfAny(['.', '+']) + 1)..];
    }
}
