using System.Globalization;
using PerfGate.Evaluation;
using PerfGate.Evaluation.Checks;
using PerfGate.Evaluation.Recorded;
using PerfGate.Evaluation.Study;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
Thread.CurrentThread.CurrentCulture = CultureInfo.InvariantCulture;
var arguments = new Arguments(args);
switch (args.FirstOrDefault())
{
    case "study":
        StudyCommand.Run(arguments);
        return 0;
    case "speed":
        SpeedCommand.Run(arguments);
        return 0;
    case "record":
        await RecordCommand.RunAsync(arguments);
        return 0;
    case "busy":
        Load.Work();
        return 0;
    case "checks":
        await ChecksCommand.RunAsync(arguments);
        return 0;
    case "checks-table":
        ChecksTable.Run(arguments);
        return 0;
    case "levels":
        LevelsCommand.Run(arguments);
        return 0;
    case "limits":
        LimitsCommand.Run(arguments);
        return 0;
    case "combine":
        CombineCommand.Run(arguments);
        return 0;
    case "real":
        RealCommand.Run(arguments);
        return 0;
    default:
        Console.Error.WriteLine(
            """
            usage: study [--seed 1] [--suites 3000] [--changed 1000] [--peers 300] [--scenario text] [--out folder]
                   speed [--benchmarks 1000]
                   checks [--first 0] [--runs 10] [--slowed 0|1] [--load none|1|text] [--recording recording.json] [--out checks.jsonl]
                   checks-table [--in checks.jsonl,...]
                   record [--launches 40] [--filter glob] [--load none|1|text] [--out recording.json]
                   combine [--recording recording.json,...] [--seed 1]
                   real [--recording recording.json,...] [--suites 1000] [--seed 1]
                   limits [--recording recording.json,...] [--draws 40] [--seed 1]
                   levels [--recording recording.json] [--exports BenchmarkDotNet.Artifacts/results]
            checks and record take --tool PerfGate.Tool.dll and --suite samples/Toolbox.
            """);
        return 2;
}
