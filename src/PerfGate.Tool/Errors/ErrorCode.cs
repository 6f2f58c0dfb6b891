using System.Globalization;

namespace PerfGate.Tool.Errors;

/// <summary>
/// Stable codes of everything a user can be told. The thousands say which stage it belongs to and thereby the exit code;
/// each stands in docs/errors.md, which a test holds.
/// </summary>
internal enum ErrorCode
{
    // The gate's own findings: 0xxx.
    MinorRegression = 1,
    MajorRegression = 2,
    CriticalRegression = 3,
    BenchmarkNotMeasured = 4,
    StayedInconclusive = 5,
    NothingToCompare = 6,

    // Usage and configuration: 1xxx.
    InvalidArguments = 1001,
    InvalidConfiguration = 1002,
    NoProjectFound = 1003,
    SeveralProjectsFound = 1004,
    FileExists = 1005,
    ProjectNotFound = 1006,
    ConfigurationNotFound = 1007,
    UnknownRevision = 1008,
    ConfigurationNotWritten = 1009,
    PatternMatchesNothing = 1010,
    AcceptanceInThePast = 1011,
    NothingToResume = 1020,

    // Measuring and reading results: 2xxx.
    SuiteDoesNotBuild = 2001,
    SuiteFailed = 2002,
    ResultsNotFound = 2003,
    ResultsNotReadable = 2004,
    NoResults = 2005,
    MixedResults = 2006,
    RevisionDoesNotBuild = 2007,
    NoBenchmarks = 2008,
    ResultsNotWritten = 2009,
    DiskFull = 2010,
    SelfTestFailed = 2020,
    SelfTestNotMeasured = 2021,
    NoRoomToMeasure = 2022,
    SdkNotFound = 2023,

    // Baselines and the repository: 3xxx.
    NotARepository = 3001,
    NoBaseline = 3003,
    GitFailed = 3004,
    GitNotFound = 3005,
    BaselineNotWritten = 3006,
    NoRemote = 3007,
    RemoteNotReached = 3008,
    RemoteSilent = 3009,
    PushRefused = 3010,
    PushOvertaken = 3011,
    BaselineUnreadable = 3012,
    ImportNotRead = 3013,
    ExportNotWritten = 3014,

    // Publishing and writing reports: 4xxx.
    ReportNotWritten = 4001,
    GitHubNotConfigured = 4002,
    GitHubTokenRefused = 4003,
    GitHubPermissionMissing = 4004,
    GitHubNotFound = 4005,
    GitHubRefused = 4006,
    GitHubLimit = 4007,
    GitHubUnreachable = 4008,
    GitHubAnswerUnusable = 4009,
    EventNotReadable = 4010,
    ArtifactNotUsable = 4011,
    ReportNotReadable = 4012,
    PullRequestNotFound = 4013,
    RunnerFileNotWritten = 4014,

    // The program itself.
    Internal = 9001,

    // The build target, which reports these itself: src/PerfGate.MSBuild.
    ToolCrashed = 9002,
    ToolNotStarted = 9003,
    TargetMisconfigured = 9004,
}

internal static class ErrorCodes
{
    /// <summary>The code as it is printed: <c>PG2001</c>.</summary>
    public static string Text(this ErrorCode code) => "PG" + ((int)code).ToString("0000", CultureInfo.InvariantCulture);

    public static ExitCode ExitCode(this ErrorCode code) => ((int)code / 1000) switch
    {
        1 => Errors.ExitCode.Usage,
        3 or 4 => Errors.ExitCode.BaselineOrPublishing,
        _ => Errors.ExitCode.NotMeasured,
    };
}
