using PerfGate.Evaluation;
using PerfGate.Fuzzing.Readers;
using PerfGate.Fuzzing.Seeds;

namespace PerfGate.Fuzzing.Running;

/// <summary>Tries one input again.</summary>
internal static class ReplayCommand
{
    public static int Run(string file, Arguments arguments)
    {
        using var scratch = new Scratch();
        var input = File.ReadAllBytes(file);
        var trial = Trial.Of(AllReaders.Find(arguments.Text("reader", ""), scratch), input);
        var word = trial.Accepted ? "accepted" : "refused";
        Console.WriteLine(FormattableString.Invariant(
            $"{word}: {input.Length} bytes, {trial.Milliseconds:0.0} ms, {trial.Allocated} bytes allocated"));
        foreach (var outcome in trial.Outcomes) Console.WriteLine($"  {outcome}");
        if (trial.Problem is not { } problem) return 0;
        Console.WriteLine($"{problem.Signature}\n{problem.Text}");
        return 1;
    }
}
