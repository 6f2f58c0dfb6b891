using PerfGate.Fuzzing.Readers;
using PerfGate.Tool.Errors;

namespace PerfGate.Fuzzing.Running;

/// <summary>One input, tried.</summary>
/// <param name="Accepted">Whether it was read.</param>
/// <param name="Outcomes">With what it was refused, or what came of it.</param>
/// <param name="Milliseconds">Processor time of reading.</param>
/// <param name="Allocated">Bytes that reading allocated.</param>
/// <param name="Problem">The promise that it broke; null when it kept all of them.</param>
internal sealed record Trial(bool Accepted, IReadOnlyList<string> Outcomes, double Milliseconds, long Allocated, Problem? Problem)
{
    // Above this an input may take its time.
    private const int Small = 8 << 20;

    public static Trial Of(Reader reader, byte[] input)
    {
        // A reader may overwrite what it is given.
        var bytes = input.ToArray();
        Reading? reading = null;
        PerfGateException? refusal = null;
        Problem? problem = null;
        var allocated = GC.GetTotalAllocatedBytes();
        var start = Environment.CpuUsage.TotalTime;
        try
        {
            reading = reader.Read(bytes);
        }
        catch (PerfGateException exception) when (exception.Code != ErrorCode.Internal)
        {
            refusal = exception;
        }
        catch (Exception exception)
        {
            problem = Problem.Of(exception);
        }

        var taken = Environment.CpuUsage.TotalTime - start;
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        problem ??= Slow(taken, input.Length) ?? Greedy(reader, allocated, input.Length);
        var first = refusal is null ? reading?.Outcome ?? "problem" : $"{refusal.Code} {Running.Outcomes.Plain(refusal.Message)}";
        var outcomes = new List<string> { first };
        if (problem is null && reading?.Later is { } later) problem = Follow(later, outcomes, input.Length);
        return new Trial(reading?.Accepted ?? false, outcomes, taken.TotalMilliseconds, allocated, problem);
    }

    // What was accepted must not break what comes later, not even with an orderly error.
    private static Problem? Follow(Func<IEnumerable<string>> later, List<string> outcomes, int length)
    {
        try
        {
            outcomes.AddRange(later());
            return null;
        }
        catch (SlowStepException slow)
        {
            return length < Small ? new Problem("slow", slow.Name, slow.ToString()) : null;
        }
        catch (Exception exception)
        {
            return Problem.Of(exception);
        }
    }

    private static Problem? Slow(TimeSpan taken, int length) => taken > Steps.Limit && length < Small
        ? new Problem("slow", "read", FormattableString.Invariant($"Reading {length} bytes took {taken.TotalSeconds:0.0} s."))
        : null;

    private static Problem? Greedy(Reader reader, long allocated, int length)
    {
        var allowed = reader.AllowedBytes(length);
        if (allocated <= allowed) return null;
        var text = $"Reading {length} bytes allocated {allocated} bytes; {allowed} are allowed.";
        return new Problem("memory", "read", text);
    }
}
