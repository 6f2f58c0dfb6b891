namespace PerfGate.Fuzzing.Seeds;

/// <summary>Files of the repository, and of the folder beside it that holds other people's exports where there is one.</summary>
internal sealed class SeedFiles
{
    // Longer seeds leave less time for everything else.
    private const int Longest = 400_000;

    private readonly string _root = Root();

    /// <summary>BenchmarkDotNet exports.</summary>
    public IEnumerable<byte[]> Exports => Below("tests/PerfGate.Tool.Tests/fixtures").Concat(Below("../shared/data/bdn"))
        .Concat(Below("../shared/data/machines"));

    /// <summary>Exports of one run, which are read together.</summary>
    public IEnumerable<byte[]> SmallExports => Exports.Where(export => export.Length < 8_000);

    /// <summary>Reports that the tests expect.</summary>
    public IEnumerable<byte[]> Reports => Below("tests/PerfGate.Tool.Tests/Reporting/expected");

    /// <summary>C# of the samples.</summary>
    public IEnumerable<byte[]> Sources => Below("samples", "*.cs").Concat(Below("src/PerfGate.Tool/Suites", "*.cs"));

    private IEnumerable<byte[]> Below(string folder, string pattern = "*.json")
    {
        var path = Path.Combine(_root, folder);
        if (!Directory.Exists(path)) return [];
        return Directory.GetFiles(path, pattern, SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Where(file => new FileInfo(file).Length < Longest)
            .Select(File.ReadAllBytes);
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PerfGate.sln"))) return folder.FullName;
        }

        return Directory.GetCurrentDirectory();
    }
}
