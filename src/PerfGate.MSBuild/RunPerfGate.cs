using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace PerfGate.MSBuild;

/// <summary>Starts the packed tool: turns properties into its arguments, and its diagnostics into those of the build.</summary>
public sealed class RunPerfGate : ToolTask
{
    // Time for the tool to stop its children and to remove what it made.
    private const int GraceMilliseconds = 10_000;
    private const int LastKnownExitCode = 5;
    private const int BaselineOrPublishing = 5;

    // They say which MSBuild is running. The tool builds with the SDK that the repository asks for.
    private static readonly string[] OfThisMSBuild =
        ["MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "MSBuildSDKsPath", "MSBuildLoadMicrosoftTargetsReadOnly"];

    private GateRequest? _request;
    private DiagnosticLogger? _output;
    private Stamp? _stamp;
    private Process? _process;
    private bool _canceled;
    private bool _skipped;

    /// <summary>The project that is built; relative paths start from its folder.</summary>
    [Required]
    public string BuiltProject { get; set; } = "";

    /// <summary>Path of PerfGate.Tool.dll.</summary>
    [Required]
    public string Tool { get; set; } = "";

    /// <summary>File that takes all that the tool prints.</summary>
    [Required]
    public string LogFile { get; set; } = "";

    /// <summary>File that remembers what passed.</summary>
    [Required]
    public string StampFile { get; set; } = "";

    /// <summary>Today's date: what is accepted may expire.</summary>
    [Required]
    public string Today { get; set; } = "";

    /// <summary><c>compare</c> or <c>check</c>.</summary>
    [Required]
    public string Command { get; set; } = "";

    /// <summary>The dotnet that runs this build; without it the one on the path.</summary>
    public string? DotNetHost { get; set; }

    /// <summary>The benchmark project, where it is another one.</summary>
    public string? BenchmarkProject { get; set; }

    /// <summary>Results to judge.</summary>
    public string? Results { get; set; }

    /// <summary>File, folder or revision to compare with.</summary>
    public string? Baseline { get; set; }

    /// <summary>Configuration file.</summary>
    public string? Config { get; set; }

    /// <summary>Lowest severity that fails.</summary>
    public string? FailOn { get; set; }

    /// <summary>Further reports, as FORMAT=FILE, separated by semicolons.</summary>
    public string? Report { get; set; }

    /// <summary>Further arguments, one an item.</summary>
    public ITaskItem[] Arguments { get; set; } = [];

    protected override string ToolName => Path.DirectorySeparatorChar == '\\' ? "dotnet.exe" : "dotnet";

    protected override Encoding StandardOutputEncoding => Encoding.UTF8;

    protected override Encoding StandardErrorEncoding => Encoding.UTF8;

    private string FullLogFile => _request!.Absolute(LogFile);

    public override bool Execute()
    {
        _request = new GateRequest(this);
        _output = new DiagnosticLogger(Log, BuiltProject, _request.Folder, FullLogFile);
        _stamp = _request.Stamp();
        var passed = base.Execute() && !Log.HasLoggedErrors;
        if (passed && !_skipped && !_output.HasWarned) _stamp?.Write();
        return passed;
    }

    /// <summary>Asks the tool to stop, so that it can end its children and clean up; kills all of them if it does not.</summary>
    public override void Cancel()
    {
        _canceled = true;
        if (_process is { } process) Signal.Stop(process, GraceMilliseconds);
        base.Cancel();
    }

    protected override bool ValidateParameters()
    {
        if (!_request!.IsKnown) Fail("PG9004", $"PerfGateCommand is '{Command}': expected 'compare' or 'check'.");
        else if (!File.Exists(Tool))
            Fail("PG9003", $"PerfGate cannot be started: there is no {Tool}. Restore the package again, or correct PerfGateTool.");
        return !Log.HasLoggedErrors;
    }

    protected override bool SkipTaskExecution()
    {
        _skipped = _stamp?.IsCurrent == true && _request!.HasReports;
        if (_skipped) Log.LogMessage(MessageImportance.High, "PerfGate: skipped, as nothing has changed since it passed.");
        else _stamp?.Clear();
        return _skipped;
    }

    protected override string GenerateFullPathToTool() =>
        DotNetHost is { } host && File.Exists(host) ? host : ToolName;

    protected override string GetWorkingDirectory() => _request!.Folder;

    protected override string GenerateCommandLineCommands() => CommandLine.Of([Tool, .. _request!.Arguments()]);

    protected override void LogToolCommand(string message) => Log.LogCommandLine(MessageImportance.Low, message);

    protected override ProcessStartInfo GetProcessStartInfo(string pathToTool, string commandLineCommands, string responseFileSwitch)
    {
        var info = base.GetProcessStartInfo(pathToTool, commandLineCommands, responseFileSwitch);
        foreach (var variable in OfThisMSBuild) info.Environment.Remove(variable);
        info.Environment["PERFGATE_INSIDE"] = "true";
        return info;
    }

    protected override Process StartToolProcess(Process proc) => _process = base.StartToolProcess(proc);

    protected override int ExecuteTool(string pathToTool, string responseFileCommands, string commandLineCommands)
    {
        try
        {
            return base.ExecuteTool(pathToTool, responseFileCommands, commandLineCommands);
        }
        catch (System.ComponentModel.Win32Exception problem)
        {
            Fail("PG9003", $"PerfGate cannot be started: '{pathToTool}': {problem.Message}. Put dotnet on the path.");
            return -1;
        }
        finally
        {
            _output!.Flush();
            _process = null;
            Keep($"{pathToTool} {commandLineCommands}");
        }
    }

    protected override void LogEventsFromTextOutput(string singleLine, MessageImportance messageImportance) => _output!.Add(singleLine);

    protected override bool HandleTaskExecutionErrors()
    {
        if (_canceled) return false;
        if (ExitCode == BaselineOrPublishing && _output!.IsWithoutBaseline && !Log.HasLoggedErrors) return true;
        var explained = ExitCode is >= 0 and <= LastKnownExitCode || ExitCode == -1;
        if (!explained || !Log.HasLoggedErrors)
        {
            var code = ExitCode.ToString(CultureInfo.InvariantCulture);
            Fail("PG9002", $"PerfGate ended unexpectedly with exit code {code}. All of its output is in {FullLogFile}");
        }

        return false;
    }

    private void Keep(string command)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(FullLogFile)!);
            File.WriteAllLines(FullLogFile, [command, .. _output!.Lines]);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Log.LogMessage(MessageImportance.High, "PerfGate: the log cannot be written: {0}", problem.Message);
        }
    }

    private void Fail(string code, string text) => Log.LogError(null, code, null, BuiltProject, 0, 0, 0, 0, "{0}", text);
}
