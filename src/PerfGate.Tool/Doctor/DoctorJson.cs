using System.Text.Json;
using System.Text.Json.Nodes;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Doctor;

/// <summary>The findings for programs, as docs/doctor.md describes them.</summary>
internal static class DoctorJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JsonEncoding.Encoder,
    };

    public static void Write(DoctorReport report, TextWriter writer)
    {
        var json = new JsonObject
        {
            ["schema"] = "perfgate.doctor/1",
            ["trusted"] = report.IsTrusted,
            ["exitCode"] = (int)report.ExitCode,
            ["headline"] = report.Headline,
            ["detectionLimit"] = report.DetectionLimit,
            ["selfTestSeconds"] = report.SelfTest is { } test ? Math.Round(test.Duration.TotalSeconds, 3) : null,
            ["durationSeconds"] = Math.Round(report.Duration.TotalSeconds, 3),
            ["findings"] = new JsonArray([.. report.Findings.Select(finding => new JsonObject
            {
                ["area"] = NameOf(finding.Area),
                ["name"] = finding.Name,
                ["mark"] = Wording.Word(finding.Mark),
                ["fact"] = finding.Fact,
                ["next"] = finding.Next,
                ["code"] = finding.Code?.Text(),
                ["values"] = finding.Values.DeepClone(),
            })]),
        };
        writer.Write(json.ToJsonString(Options));
        writer.Write('\n');
    }

    private static string NameOf(Area area) => area == Area.SelfTest ? "selfTest" : Wording.Word(area);
}
