using PerfGate.Tool.Processes;

namespace PerfGate.Tool.Tests.Baselines;

/// <summary>The tool as a process of its own, which can be killed.</summary>
internal static class ToolProcess
{
    public static Task<ProcessOutput> RunAsync(string folder, IReadOnlyDictionary<string, string?> variables, params string[] arguments)
    {
        var tool = Path.Combine(AppContext.BaseDirectory, "PerfGate.Tool.dll");
        var spec = new ProcessSpec("dotnet", ["exec", tool, .. arguments]) { WorkingDirectory = folder, Environment = variables };
        return ProcessRunner.RunAsync(spec, CancellationToken.None);
    }
}
