using System.IO.Compression;
using System.Text;
using PerfGate.Analysis.Comparison;
using PerfGate.Analysis.Model;
using PerfGate.Analysis.Policy;
using PerfGate.Fuzzing.Seeds;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Publishing;
using PerfGate.Tool.Reporting;

namespace PerfGate.Fuzzing.Readers;

/// <summary>The report of a first stage, by itself and in the archive of an artifact: both may be a stranger's.</summary>
internal static class ReportReaders
{
    public static Reader Report(SeedFiles files) => new("report", InputShape.Json, () => Seeds(files), bytes =>
    {
        var report = JsonReportReader.Read(bytes, "report.json");
        return new Reading(Accepted: true, "read", () => AllReports.Write(report));
    });

    public static Reader Archive(SeedFiles files) => new("archive", InputShape.Zip, () => Seeds(files).Select(Zipped), bytes =>
    {
        var json = ReportArchive.ReadAsync(bytes, CancellationToken.None).GetAwaiter().GetResult();
        if (json.Length > ReportArchive.MaxEntryBytes) throw new BrokenPromiseException("An entry is larger than any may be.");
        var report = JsonReportReader.Read(json, ReportArchive.EntryName);
        return new Reading(Accepted: true, "read", () => AllReports.Write(report));
    })
    {
        // An entry of 32 MB is read whatever its archive's size: in a buffer that doubles, and then as JSON.
        FreeBytes = 1L << 30,
        LongestInput = ReportArchive.MaxArchiveBytes,
    };

    public static byte[] Zipped(byte[] json)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry(ReportArchive.EntryName).Open();
            entry.Write(json);
        }

        return stream.ToArray();
    }

    private static IEnumerable<byte[]> Seeds(SeedFiles files)
    {
        var small = SampleSets.Small;
        ResultSet[] others =
        [
            small, SampleSets.Slower(small, 1.4), SampleSets.Slower(small, 0.6), SampleSets.One,
            small with { Environment = small.Environment with { Cpu = "another" } },
            small with { Benchmarks = [.. small.Benchmarks, .. small.Benchmarks] },
        ];
        var policy = new GatePolicy
        {
            Metrics = ["time", "allocated", "rate"],
            Accepted = [new AcceptedRegression("*Parse*", "time", 0.5, "why", new DateOnly(2027, 1, 1))],
        };
        return files.Reports.Concat(others.SelectMany(other => new[] { LaunchDesign.Independent, LaunchDesign.Paired }.Select(design =>
        {
            var comparison = Comparer.Compare(small, other, Gate.OptionsFor(policy, design));
            return Bytes(Afterwards.Report(Gate.Judge(comparison, policy, new DateOnly(2026, 6, 1)), []));
        })));
    }

    private static byte[] Bytes(Report report)
    {
        using var writer = new StringWriter();
        ReportWriter.Write(ReportFormat.Json, report, writer, new ConsoleStyle());
        return Encoding.UTF8.GetBytes(writer.ToString());
    }
}
