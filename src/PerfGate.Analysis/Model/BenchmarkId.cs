namespace PerfGate.Analysis.Model;

/// <summary>Which benchmark it is: two results with equal ids measured the same thing.</summary>
/// <param name="Namespace">Namespace of the benchmark's type; empty for the global one.</param>
/// <param name="Type">Type name without namespace, with its type arguments.</param>
/// <param name="Method">Method name.</param>
/// <param name="Parameters">
/// Parameters as BenchmarkDotNet displays them, for example <c>N=100, Mode=Fast</c>; empty without parameters.
/// </param>
/// <param name="Job">
/// Characteristics of the job, sorted by name, without its (often random) name, for example <c>InvocationCount=1, Server=True</c>;
/// empty for the default job.
/// </param>
/// <param name="Runtime">Runtime with major and minor version, for example <c>.NET 10.0</c>; empty when unknown.</param>
public sealed record BenchmarkId(string Namespace, string Type, string Method, string Parameters = "", string Job = "", string Runtime = "")
{
    /// <summary>Namespace, type, method and parameters: what patterns in a policy match.</summary>
    public string FullName => string.Create(FullNameLength, this, static (name, id) => id.WriteFullName(name));

    /// <summary>Number of characters of <see cref="FullName"/>.</summary>
    internal int FullNameLength => MethodNameLength + (Parameters.Length == 0 ? 0 : Parameters.Length + 2);

    /// <summary>How many of them there are without the parameters.</summary>
    internal int MethodNameLength => (Namespace.Length == 0 ? 0 : Namespace.Length + 1) + Type.Length + 1 + Method.Length;

    /// <summary>Type, method and parameters: short enough for a table.</summary>
    public string DisplayName => Parameters.Length == 0 ? $"{Type}.{Method}" : $"{Type}.{Method}({Parameters})";

    /// <summary>The same benchmark, whatever job and runtime it ran in.</summary>
    public BenchmarkId Case => this with { Job = "", Runtime = "" };

    /// <summary>Writes <see cref="FullName"/> into space of its length.</summary>
    internal void WriteFullName(Span<char> name)
    {
        if (Namespace.Length > 0)
        {
            Namespace.CopyTo(name);
            name[Namespace.Length] = '.';
            name = name[(Namespace.Length + 1)..];
        }

        Type.CopyTo(name);
        name[Type.Length] = '.';
        name = name[(Type.Length + 1)..];
        Method.CopyTo(name);
        if (Parameters.Length == 0) return;
        name[Method.Length] = '(';
        Parameters.CopyTo(name[(Method.Length + 1)..]);
        name[^1] = ')';
    }

    /// <summary>Reads a full name: <c>Shop.Cart.Total</c> or <c>Shop.Cache&lt;System.String&gt;.Get(Size=100, Mode=Fast)</c>.</summary>
    /// <param name="fullName">Namespace, type, method and, in parentheses, parameters; without a namespace the type stands first.</param>
    /// <returns>The id, without job and runtime.</returns>
    /// <exception cref="ArgumentNullException">The name is null.</exception>
    /// <exception cref="FormatException">There is no type and method.</exception>
    public static BenchmarkId Parse(string fullName)
    {
        ArgumentNullException.ThrowIfNull(fullName);
        // Type arguments have dots of their own, and parameters anything.
        var dots = new List<int>();
        var depth = 0;
        var end = 0;
        for (; end < fullName.Length && (depth > 0 || fullName[end] != '('); end++)
        {
            if (fullName[end] == '<') depth++;
            else if (fullName[end] == '>') depth--;
            else if (fullName[end] == '.' && depth == 0) dots.Add(end);
        }

        var isWhole = end == fullName.Length || fullName[^1] == ')';
        var hasType = dots is not [.., var before, var behind] || before + 1 < behind;
        if (!isWhole || dots is not [.., var last] || last == 0 || last + 1 == end || !hasType)
        {
            throw new FormatException(
                $"'{fullName}' is no benchmark's name: expected Namespace.Type.Method, or with (parameters) at its end.");
        }

        var type = dots.Count > 1 ? dots[^2] : -1;
        return new BenchmarkId(
            type < 0 ? "" : fullName[..type],
            fullName[(type + 1)..last],
            fullName[(last + 1)..end],
            end == fullName.Length ? "" : fullName[(end + 1)..^1]);
    }

    /// <summary>The full name, followed by job and runtime where they are known.</summary>
    /// <returns>For example <c>Shop.Cart.Total(Items=10) [.NET 10.0]</c>.</returns>
    public override string ToString()
    {
        var how = Job.Length == 0 || Runtime.Length == 0 ? Job + Runtime : $"{Job}, {Runtime}";
        return how.Length == 0 ? FullName : $"{FullName} [{how}]";
    }
}
