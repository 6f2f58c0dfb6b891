using System.Security.Cryptography;
using System.Text;

namespace PerfGate.Tool.Suites.Building;

/// <summary>What a build made.</summary>
/// <param name="Assembly">Absolute path of the project's assembly.</param>
/// <param name="Framework">Its target framework.</param>
/// <param name="IsProgram">Whether the assembly can be started.</param>
/// <param name="HasSeveralFrameworks">Whether the framework has to be named to build just this.</param>
/// <param name="Compilers">Folder of the compilers that make it.</param>
internal sealed record BuildOutput(string Assembly, string Framework, bool IsProgram, bool HasSeveralFrameworks, string Compilers)
{
    /// <summary>Digest of all files beside it: assemblies, native libraries, settings of the runtime, data.</summary>
    public string Fingerprint()
    {
        var folder = Path.GetDirectoryName(Assembly)!;
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in FilesBelow(folder).Order(StringComparer.Ordinal))
        {
            using var content = File.OpenRead(file);
            digest.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, file).Replace('\\', '/')));
            digest.AppendData(SHA256.HashData(content));
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset())[..16];
    }

    private static IEnumerable<string> FilesBelow(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder)) yield return file;
        foreach (var child in Directory.EnumerateDirectories(folder).Where(IsBuilt))
        {
            foreach (var file in FilesBelow(child)) yield return file;
        }
    }

    // BenchmarkDotNet writes results there, and projects of its own that stay when it is interrupted.
    private static bool IsBuilt(string folder) =>
        Path.GetFileName(folder) is var name
        && !name.StartsWith('.')
        && !string.Equals(name, "BenchmarkDotNet.Artifacts", StringComparison.Ordinal)
        && new DirectoryInfo(folder).LinkTarget is null
        && !Directory.EnumerateFiles(folder, "*.csproj").Any();
}
