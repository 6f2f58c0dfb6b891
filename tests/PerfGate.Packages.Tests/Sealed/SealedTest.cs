using System.Runtime.CompilerServices;

namespace PerfGate.Packages.Tests.Sealed;

/// <summary>A test that works in a sealed-off consumer.</summary>
public abstract class SealedTest(PackedPackages packages)
{
    protected PackedPackages Packages => packages;

    /// <summary>A consumer of its own.</summary>
    internal Consumer NewConsumer([CallerMemberName] string name = "") => new(packages.Root, $"{name} é");

    internal static Task ProveAsync(Consumer consumer, Func<Task> steps, [CallerMemberName] string name = "") =>
        Evidence.KeepIfFailingAsync(consumer, name, steps);
}
