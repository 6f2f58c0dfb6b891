using System.Text;
using PerfGate.Evaluation;
using PerfGate.Fuzzing.Readers;
using PerfGate.Fuzzing.Seeds;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Publishing;
using PerfGate.Tool.Results;
using PerfGate.Tool.Suites.Kept;

namespace PerfGate.Fuzzing.Running;

/// <summary>Files of a gigabyte: each has to be refused at once, and in little memory.</summary>
internal static class HugeCommand
{
    private const string Export = """{"Title":"x","HostEnvironmentInfo":{},"Benchmarks":[{"Type":"T","Method":"M","Measurements":[""";

    private const string Measurement =
        """{"IterationMode":"Workload","IterationStage":"Result","LaunchIndex":1,"Operations":1,"Nanoseconds":123},""";

    private const string Set = """{"schema":"perfgate.results/1","benchmarks":[{"samples":{"time":[[""";

    /// <param name="Name">Which reader, and what the file looks like.</param>
    /// <param name="File">Its name.</param>
    /// <param name="Start">How the file begins.</param>
    /// <param name="Piece">What it goes on with until it is large enough.</param>
    /// <param name="Read">Reads the file in a folder.</param>
    private sealed record Case(string Name, string File, string Start, string Piece, Action<string> Read);

    private static readonly Case[] Cases =
    [
        new("export of endless measurements", "x-report.json", Export, Measurement, Results),
        new("result set of endless values", "x.json", Set, "1234.5678,", Results),
        new("result set with an endless text", "x.json", """{"schema":"perfgate.results/1","warnings":["x""", "text ", Results),
        new("results: brackets", "x.json", "", "[", Results),
        new("results: spaces", "x.json", "", " ", Results),
        new("results: zeros", "x.json", "", "\0", Results),
        new("records to import", "x.jsonl", "", "{\"format\":1}\n", path => BaselineImport.Read(path, null!)),
        new("configuration", ConfigurationReader.FileName, "{\"filter\":[", "\"*\",", path => ConfigurationReader.Load(path, Folder(path))),
        new("event", "event.json", "{\"commits\":[", "{\"id\":1},", path => EventReader.Read(Variables("push", path))),
        new("kept measurement", KeptMeasurement.FileName, "{\"schema\":\"perfgate.measurement/1\",\"sentences\":[", "\"x\",",
            path => KeptMeasurement.Read(Folder(path))),
        new("report to publish", "report.json", "{\"comparisons\":[", "{},", Published),
    ];

    public static int Run(Arguments arguments)
    {
        using var scratch = new Scratch();
        var bytes = (long)arguments.Number("megabytes", 1024) << 20;
        Console.WriteLine("| file | refused with | processor time, ms | allocated, MB |");
        Console.WriteLine("| --- | --- | --- | --- |");
        var problems = 0;
        foreach (var one in Cases)
        {
            scratch.Empty();
            Write(scratch[one.File], one, bytes);
            problems += Report(one.Name, () => one.Read(scratch[one.File]));
        }

        return problems + HugeAnswers.Run(bytes, Report) == 0 ? 0 : 1;
    }

    private static int Report(string name, Action read)
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var start = Environment.CpuUsage.TotalTime;
        string outcome;
        try
        {
            read();
            outcome = "read";
        }
        catch (PerfGateException refusal)
        {
            outcome = $"{refusal.Code}: {Outcomes.Plain(refusal.Message)}";
        }
        catch (Exception problem)
        {
            outcome = $"PROBLEM {problem.GetType().Name}: {Outcomes.Plain(problem.Message)}";
        }

        var taken = Environment.CpuUsage.TotalTime - start;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        Console.WriteLine(FormattableString.Invariant($"| {name} | {outcome} | {taken.TotalMilliseconds:0} | {allocated / 1e6:0.0} |"));
        return outcome.StartsWith("PROBLEM", StringComparison.Ordinal) || outcome == "read" ? 1 : 0;
    }

    private static void Write(string path, Case one, long bytes)
    {
        var chunk = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(one.Piece, 1 + ((1 << 20) / one.Piece.Length))));
        using var file = File.Create(path);
        file.Write(Encoding.UTF8.GetBytes(one.Start));
        while (file.Length < bytes) file.Write(chunk);
    }

    private static void Results(string path) => ResultReader.Read([path]);

    private static void Published(string path)
    {
        var said = WholeCommand.Run(["publish", "--report", path], Folder(path), Variables("schedule", path)).Single();
        throw new PerfGateException(ErrorCode.ReportNotReadable, path, said);
    }

    private static string Folder(string path) => Path.GetDirectoryName(path)!;

    private static Dictionary<string, string> Variables(string happened, string path) => new(StringComparer.Ordinal)
    {
        ["GITHUB_EVENT_NAME"] = happened,
        ["GITHUB_EVENT_PATH"] = path,
        ["GITHUB_REPOSITORY"] = "octo/widgets",
    };
}
