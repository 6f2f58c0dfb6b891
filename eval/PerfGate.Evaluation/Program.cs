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
    case "launch":
        Launch.Run(args[1]);
        return 0;
    case "checks":
        await ChecksCommand.RunAsync(arguments);
        return 0;
    case "checks-table":
        ChecksTable.Run(arguments);
        return 0;
    case "pairs":
        PairCorpus.Make(arguments);
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
                   record [--launches 40] [--load 0] [--out corpus.json]
                   pairs [--base base.json] [--current current.json] [--load text] [--out pairs.json]
                   combine [--corpus pairs.json,...]
                   real [--corpus corpus.json,...] [--suites 1000]
                   checks [--runs 10] [--slow 0,5,10,15,25,50] [--load 0] [--tool PerfGate.Tool.dll] [--out checks.jsonl]
                   checks-table [--in checks.jsonl,...]
            """);
        return 2;
}
