using System.Text.Json.Serialization;

namespace PerfGate.Tool.Reporting;

// A report as docs/report.schema.json describes it. Every member has to be there; what is unknown is left to later versions.
internal sealed record ReportDocument(
    string Schema,
    string Verdict,
    int ExitCode,
    string FailOn,
    IReadOnlyDictionary<string, int> Summary,
    string Baseline,
    string Current,
    IReadOnlyList<string> Measured,
    double DurationSeconds,
    EnvironmentDocument Environment,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<SuiteFailureDocument> SuiteFailures,
    IReadOnlyList<ComparisonDocument> Comparisons);

internal sealed record EnvironmentDocument(HostDocument Baseline, HostDocument Current, bool Comparable, IReadOnlyList<string> Differences);

internal sealed record HostDocument(
    string? Name,
    string? OsFamily,
    string? OsVersion,
    string? Architecture,
    string? Cpu,
    int? LogicalCores,
    int? PhysicalCores,
    string? Runtime,
    string? RuntimeVersion,
    string? Tool,
    string? Configuration);

internal sealed record SuiteFailureDocument(string Suite, IReadOnlyList<string> LogTail);

internal sealed record SideDocument(double? Median, double? Mean, int N, int Launches);

internal sealed record AcceptedDocument(string Pattern, double? UpTo, string Reason, DateOnly Until);

internal sealed record ComparisonDocument(
    string Benchmark,
    string Suite,
    string Namespace,
    string Type,
    string Method,
    string Parameters,
    string Job,
    string Runtime,
    string Metric,
    string Unit,
    string Better,
    string Outcome,
    bool Fails,
    SideDocument? Baseline,
    SideDocument? Current,
    double? Ratio,
    double? RatioLow,
    double? RatioHigh,
    double? PValue,
    double? DetectionLimit,
    string? Reason,
    AcceptedDocument? Accepted,
    IReadOnlyList<string> Warnings);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = 16)]
[JsonSerializable(typeof(ReportDocument))]
internal sealed partial class ReportJson : JsonSerializerContext;
