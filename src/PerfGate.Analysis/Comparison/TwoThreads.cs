namespace PerfGate.Analysis.Comparison;

/// <summary>Work on many things of which none needs another's result.</summary>
internal static class Halves
{
    /// <summary>Fewer are done before a second thread has started.</summary>
    private const int Many = 1000;

    /// <summary>Does the work, one half beside the other where there are many things; what a half throws is thrown.</summary>
    /// <param name="count">Number of things.</param>
    /// <param name="work">Does those from its first argument on and before its second one.</param>
    public static void Do(int count, Action<int, int> work)
    {
        if (count < Many)
        {
            work(0, count);
            return;
        }

        // A thread of its own: to start a pool of them takes as long as a thousand benchmarks.
        var middle = count / 2;
        var second = Task.Factory.StartNew(
            () => work(middle, count), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            work(0, middle);
        }
        finally
        {
            second.GetAwaiter().GetResult();
        }
    }
}
