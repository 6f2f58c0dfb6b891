using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace PerfGate.Tool.Suites.Building;

/// <summary>What an assembly declares, read without loading it.</summary>
internal static class AssemblyMethods
{
    /// <summary>Names of its methods; none where it cannot be read.</summary>
    public static IReadOnlySet<string> Names(string assembly)
    {
        try
        {
            using var file = new PEReader(File.OpenRead(assembly));
            var metadata = file.GetMetadataReader();
            return metadata.MethodDefinitions
                .Select(method => metadata.GetString(metadata.GetMethodDefinition(method).Name))
                .ToHashSet(StringComparer.Ordinal);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or BadImageFormatException
            or InvalidOperationException)
        {
            return new HashSet<string>();
        }
    }
}
