using PerfGate.BaselineStudy;
using PerfGate.Evaluation;
using PerfGate.Tool.Errors;

var arguments = new Arguments(args);
var page = new StudyPage(arguments.Text("out", ""));
switch (args.FirstOrDefault())
{
    case "growth":
        await GrowthCommand.RunAsync(page, arguments.Number("commits", 1000), arguments.Number("benchmarks", 100));
        return 0;
    case "find":
        await FindCommand.RunAsync(
            page, arguments.Number("commits", 50_000), arguments.Number("records", 1000), arguments.Number("pushes", 20));
        return 0;
    case "race":
        await RaceCommand.RunAsync(page, arguments.Number("writers", 8), arguments.Number("rounds", 20));
        return 0;
    case "kill":
        await KillCommand.RunAsync(page, arguments.Number("random", 60));
        return 0;
    default:
        Console.Error.WriteLine(
            "usage: growth [--commits 1000] [--benchmarks 100] | find [--commits 50000] [--records 1000] [--pushes 20] "
                + "| race [--writers 8] [--rounds 20] | kill [--random 60]; each with [--out FILE.md]");
        return 2;
}
