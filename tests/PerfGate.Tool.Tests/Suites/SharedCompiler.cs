using System.Runtime.CompilerServices;

namespace PerfGate.Tool.Tests.Suites;

/// <summary>
/// The builds of these tests use the compiler process that the build of the tests themselves has started: a new one for each of some eighty
/// builds would be a tenth of all that the tests take.
/// </summary>
internal static class SharedCompiler
{
    [ModuleInitializer]
    internal static void Use() => Environment.SetEnvironmentVariable("UseSharedCompilation", "true");
}
