namespace PerfGate.Analysis.Model;

/// <summary>Which benchmark it is: two results with equal ids measured the same thing.</summary>
/// <param name="Namespace">Namespace of the benchmark's type; empty for the global one.</param>
/// <param name="Type">Type name without namespace, with its type arguments.</param>
/// <param name="Method">Method name.</param>
/// <param name="Parameters">Parameters as BenchmarkDotNet displays them, for example <c>N=100, Mode=Fast</c>; empty without parameters.</param>
/// <param name="Job">
/// Characteristics of the job, sorted by name, without its (often random) name, for example <c>InvocationCount=1, Server=True</c>;
/// empty for the default job.
/// </param>
/// <param name="Runtime">Runtime with major and minor version, for example <c>.NET 10.0</c>; empty when unknown.</param>
public sealed record BenchmarkId(string Namespace, string Type, string Method, string Parameters = "", string Job = "", string Runtime = "")
{
    /// <summary>Namespace, type, method and parameters: what patterns in a policy match.</summary>
    public string FullName
    {
        get
        {
            var type = Namespace.Length == 0 ? Type : $"{Namespace}.{Type}";
            return Parameters.Length == 0 ? $"{type}.{Method}" : $"{type}.{Method}({Parameters})";
        }
    }

    /// <summary>Type, method and parameters: short enough for a table.</summary>
    public string DisplayName => Parameters.Length == 0 ? $"{Type}.{Method}" : $"{Type}.{Method}({Parameters})";

    /// <summary>The full name, followed by job and runtime where they are known.</summary>
    public override string ToString()
    {
        var how = string.Join(", ", new[] { Job, Runtime }.Where(part => part.Length > 0));
        return how.Length == 0 ? FullName : $"{FullName} [{how}]";
    }
}
