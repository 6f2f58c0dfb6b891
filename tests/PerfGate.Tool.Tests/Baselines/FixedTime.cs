namespace PerfGate.Tool.Tests.Baselines;

/// <summary>A clock that stands still, and can do something each time it is asked.</summary>
internal sealed class FixedTime(Action<int>? onCall = null) : TimeProvider
{
    private int _calls;

    public override DateTimeOffset GetUtcNow()
    {
        onCall?.Invoke(++_calls);
        return SampleResults.Noon.AddHours(1);
    }
}
