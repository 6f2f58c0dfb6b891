namespace PerfGate.Analysis.Model;

/// <summary>Which benchmark of which suite: what tells the entries of a result set apart.</summary>
/// <param name="Suite">Name of the project; empty when the source does not say.</param>
/// <param name="Id">The benchmark.</param>
public sealed record BenchmarkKey(string Suite, BenchmarkId Id)
{
    /// <summary>The same benchmark, whatever job and runtime it ran in.</summary>
    public BenchmarkKey Case => new(Suite, Id.Case);

    /// <summary>By suite, then by each part of the id, ordinal.</summary>
    public static IComparer<BenchmarkKey> Order { get; } =
        Comparer<BenchmarkKey>.Create(static (x, y) => Compare(x.Suite, x.Id, y.Suite, y.Id));

    /// <summary>As <see cref="Order"/>, of what is no key yet.</summary>
    internal static int Compare(string suiteX, BenchmarkId x, string suiteY, BenchmarkId y)
    {
        var order = string.CompareOrdinal(suiteX, suiteY);
        if (ReferenceEquals(x, y)) return order;
        if (order == 0) order = string.CompareOrdinal(x.Namespace, y.Namespace);
        if (order == 0) order = string.CompareOrdinal(x.Type, y.Type);
        if (order == 0) order = string.CompareOrdinal(x.Method, y.Method);
        if (order == 0) order = string.CompareOrdinal(x.Parameters, y.Parameters);
        if (order == 0) order = string.CompareOrdinal(x.Job, y.Job);
        return order == 0 ? string.CompareOrdinal(x.Runtime, y.Runtime) : order;
    }
}
