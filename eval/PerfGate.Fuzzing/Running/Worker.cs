using System.Diagnostics;
using PerfGate.Evaluation.Simulation;
using PerfGate.Fuzzing.Mutations;
using PerfGate.Fuzzing.Readers;

namespace PerfGate.Fuzzing.Running;

/// <summary>Tries inputs, one after the other, until the time is over.</summary>
internal sealed class Worker(Reader reader, int seed, TimeSpan time, CurrentInput current, FindingStore findings)
{
    // Processor time, because others may run on this core; and time of the clock, for what waits for ever.
    private static readonly TimeSpan MostProcessorTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(10);

    private readonly long _began = Stopwatch.GetTimestamp();
    private volatile Attempt? _attempt;

    private sealed record Attempt(byte[] Input, long Start, TimeSpan ProcessorTime);

    public Tally Tally { get; } = new();

    public void Run()
    {
        var dice = Dice.For(seed, reader.Name, 0);
        var corpus = new Corpus([.. reader.Seeds()], dice);
        var mutator = new Mutator(reader, dice);
        foreach (var input in corpus.Inputs.ToList()) Try(input);
        while (Stopwatch.GetElapsedTime(_began) < time)
        {
            var mutant = mutator.Mutant(corpus.Pick(), corpus.Pick());
            if (Try(mutant)) corpus.Add(mutant);
        }
    }

    /// <summary>What the input is doing that is tried for too long; null while all is well.</summary>
    public (Problem Problem, byte[] Input)? Watch()
    {
        if (_attempt is not { } attempt) return null;
        var taken = Environment.CpuUsage.TotalTime - attempt.ProcessorTime;
        if (taken < MostProcessorTime && Stopwatch.GetElapsedTime(attempt.Start) < MostTime) return null;
        var text = FormattableString.Invariant($"Not done after {taken.TotalSeconds:0} s of processor time.");
        return (new Problem("hang", reader.Name, text), attempt.Input);
    }

    public void WriteTally(string path)
    {
        lock (Tally)
        {
            Tally.Seconds = Stopwatch.GetElapsedTime(_began).TotalSeconds;
            Tally.Write(path);
        }
    }

    private bool Try(byte[] input)
    {
        var trial = Attempted(input);
        bool isNew;
        lock (Tally) isNew = Tally.Add(trial, input.Length);
        if (trial.Problem is { } problem && !findings.Has(problem, 0)) Keep(problem, input);
        return isNew;
    }

    // Kept as it is first: making it shorter may end the process.
    private void Keep(Problem problem, byte[] input)
    {
        if (findings.Has(problem, input.Length)) return;
        findings.Keep(problem, input);
        var shorter = Minimiser.Shorten(input, problem.Signature, attempt => Attempted(attempt).Problem?.Signature);
        findings.Keep(Attempted(shorter).Problem ?? problem, shorter);
    }

    private Trial Attempted(byte[] input)
    {
        current.Set(input);
        _attempt = new Attempt(input, Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var trial = Trial.Of(reader, input);
        _attempt = null;
        return trial;
    }
}
