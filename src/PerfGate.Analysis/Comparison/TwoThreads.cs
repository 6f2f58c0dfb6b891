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
    public static void Do(int count, Action<int, int> work)
    {
        if (count < Many)
        {
            work(0, count);
            return;
        }

        // A thread of its own: to start a pool of them takes as long as a thousand benchmarks.
        var (share, taken) = ((count + Shares - 1) / Shares, 0);
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

        void DoShares()
        {
            while (Interlocked.Add(ref taken, share) - share is var from && from < count) work(from, Math.Min(from + share, count));
        }
    }
}
