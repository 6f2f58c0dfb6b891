namespace PerfGate.Analysis.Comparison;

/// <summary>Work on many things of which none needs another's result.</summary>
internal static class TwoThreads
{
    /// <summary>Fewer are done before a second thread has started.</summary>
    private const int Many = 1000;

    /// <summary>In so many shares: cores that others use too are not equally fast.</summary>
    private const int Shares = 16;

    /// <summary>Does the work, on two threads where there are many things; what a thread throws is thrown.</summary>
    /// <param name="count">Number of things.</param>
    /// <param name="work">Does those from its first argument on and before its second one.</param>
    public static void Do(int count, Action<int, int> work) => Map<object?>(count, (from, to) =>
    {
        work(from, to);
        return null;
    });

    /// <summary>The same with work that has a result.</summary>
    /// <returns>The results, in the order of the things.</returns>
    public static T[] Map<T>(int count, Func<int, int, T> work)
    {
        if (count < Many) return [work(0, count)];

        // A thread of its own: to start a pool of them takes as long as a thousand benchmarks.
        var (size, taken) = ((count + Shares - 1) / Shares, 0);
        var results = new T[(count + size - 1) / size];
        var second = Task.Factory.StartNew(
            DoShares, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            DoShares();
        }
        finally
        {
            second.GetAwaiter().GetResult();
        }

        return results;

        void DoShares()
        {
            while (Interlocked.Increment(ref taken) - 1 is var share && share < results.Length)
                results[share] = work(share * size, Math.Min((share + 1) * size, count));
        }
    }
}
