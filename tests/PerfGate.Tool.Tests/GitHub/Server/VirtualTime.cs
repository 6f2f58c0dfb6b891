using System.Collections.Concurrent;

namespace PerfGate.Tool.Tests.GitHub.Server;

/// <summary>A clock on which every wait is over at once, and is remembered.</summary>
internal sealed class VirtualTime : TimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> _waits = new();
    private long _ticks = new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero).Ticks;

    public IReadOnlyList<TimeSpan> Waits => [.. _waits];

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Elapsed();
        if (dueTime == Timeout.InfiniteTimeSpan) return timer;
        _waits.Enqueue(dueTime);
        Interlocked.Add(ref _ticks, dueTime.Ticks);
        ThreadPool.QueueUserWorkItem(_ => callback(state));
        return timer;
    }

    private sealed class Elapsed : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
            // Nothing is pending.
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
