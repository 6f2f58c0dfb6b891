using System.Globalization;
using PerfGate.Evaluation;
using PerfGate.Fuzzing.Running;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
Thread.CurrentThread.CurrentCulture = CultureInfo.InvariantCulture;
var arguments = new Arguments(args);
switch (args.FirstOrDefault())
{
    case "run":
        return await RunCommand.RunAsync(arguments);
    case "work":
        return WorkCommand.Run(arguments);
    case "replay":
        return ReplayCommand.Run(args.ElementAtOrDefault(1) ?? "", arguments);
    case "huge":
        return HugeCommand.Run(arguments);
    default:
        Console.Error.WriteLine(
            """
            usage: run [--reader name,...] [--minutes 10] [--seed 1] [--jobs 1] [--out findings]
                   replay FILE --reader name
                   huge [--megabytes 1024]
            work is what run starts for each reader. It takes minutes a reader and writes what breaks a promise to the folder of --out.
            """);
        return 2;
}
