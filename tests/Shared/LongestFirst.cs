using System.Reflection;
using Xunit.Abstractions;

namespace PerfGate.Tests;

/// <summary>What takes longest, in this order; collections are called as their class where they have no name of their own.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class LongestAttribute(params string[] names) : Attribute
{
    public IReadOnlyList<string> Names => names;
}

/// <summary>
/// Starts the collections that take longest first, and all others after them: one that starts last would keep a core waiting for minutes.
/// What a test does must not depend on it.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    /// <inheritdoc />
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections)
    {
        var longest = typeof(LongestFirst).Assembly.GetCustomAttribute<LongestAttribute>()?.Names ?? [];
        return testCollections.OrderBy(collection => longest
            .TakeWhile(name => !collection.DisplayName.EndsWith(name, StringComparison.Ordinal))
            .Count());
    }
}
