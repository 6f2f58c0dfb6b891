using PerfGate.Evaluation;
using PerfGate.Fuzzing.Readers;
using PerfGate.Fuzzing.Seeds;

namespace PerfGate.Fuzzing.Running;

/// <summary>Tries inputs of one reader in this process, which an input may end.</summary>
internal static class WorkCommand
{
    /// <summary>Exit code of a process that gave up because an input took too long; what it was is stored.</summary>
    public const int Hung = 3;

    public const string InputFile = "current.bin";
    public const string TallyFile = "tally.json";

    public static int Run(Arguments arguments)
    {
        using var scratch = new Scratch();
        var reader = AllReaders.Find(arguments.Text("reader", ""), scratch);
        var findings = new FindingStore(arguments.Text("out", "findings"));
        using var current = new CurrentInput(Path.Combine(findings.Folder, InputFile));
        var time = TimeSpan.FromSeconds(arguments.Number("seconds", 60));
        var worker = new Worker(reader, arguments.Number("seed", 1), time, current, findings);
        var tally = Path.Combine(findings.Folder, TallyFile);
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                worker.Run();
            }
            catch (Exception problem)
            {
                failure = problem;
            }
        })
        { IsBackground = true };
        thread.Start();
        while (!thread.Join(TimeSpan.FromSeconds(2)))
        {
            worker.WriteTally(tally);
            if (worker.Watch() is not var (problem, input)) continue;
            findings.Keep(problem, input);
            return Hung;
        }

        worker.WriteTally(tally);
        if (failure is null) return 0;
        Console.Error.WriteLine(failure);
        return 1;
    }
}
