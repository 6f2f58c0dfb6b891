using System.Diagnostics;
using System.Globalization;
using PerfGate.Packages.Tests.Sealed;

namespace PerfGate.Packages.Tests.Build;

/// <summary>A build that is interrupted while a suite runs.</summary>
internal sealed class RunningBuild : IDisposable
{
    private readonly Consumer _consumer;
    private readonly string _started;
    private readonly Process _process;
    private readonly List<string> _lines = [];

    public RunningBuild(Consumer consumer, string started)
    {
        _consumer = consumer;
        _started = started;
        var start = new ProcessStartInfo(SealedRoot.DotNet, ["build", "bench", "-v:normal", $"-bl:{consumer["logs/interrupted.binlog"]}"])
        {
            WorkingDirectory = consumer.Folder,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in consumer.Root.Variables) start.Environment[name] = value;
        start.Environment["STARTED"] = started;
#pragma warning disable RS0030 // It has to be interrupted by its id, as a shell would.
        _process = Process.Start(start)!;
#pragma warning restore RS0030
        _process.OutputDataReceived += (_, line) =>
        {
            lock (_lines) if (line.Data is not null) _lines.Add(line.Data);
        };
        _process.BeginOutputReadLine();
    }

    /// <summary>Waits until a benchmark runs, and returns its process.</summary>
    public async Task<int> WaitForSuiteAsync()
    {
        while (true)
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException("The build ended before a benchmark ran:\n" + Transcript(_process.ExitCode).Text);
            }

            if (File.Exists(_started) && int.TryParse(await ReadAsync(), CultureInfo.InvariantCulture, out var process)) return process;
            await Task.Delay(50);
        }
    }

    /// <summary>Interrupts the build alone, as a CI system does; where there are no signals such a system ends its tree.</summary>
    public async Task InterruptAsync()
    {
        if (OperatingSystem.IsWindows()) _process.Kill(entireProcessTree: true);
        else (await _consumer.Root.RunAsync("kill", _consumer.Folder, ["-INT", _process.Id.ToString(CultureInfo.InvariantCulture)]))
            .ShouldEndWith(0);
    }

    public async Task<Transcript> EndAsync()
    {
        await _process.WaitForExitAsync();
        return _consumer.Keep(Transcript(_process.ExitCode));
    }

    public static bool IsRunning(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private Transcript Transcript(int exitCode)
    {
        lock (_lines) return new Transcript("dotnet build, interrupted", exitCode, [.. _lines]);
    }

    private async Task<string> ReadAsync()
    {
        try
        {
            return await File.ReadAllTextAsync(_started);
        }
        catch (IOException)
        {
            return ""; // It is being written.
        }
    }
}
