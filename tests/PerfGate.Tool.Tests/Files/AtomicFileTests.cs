using System.Globalization;
using System.IO.Pipes;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Files;
using PerfGate.Tool.Processes;
using PerfGate.Tool.Tests.Commands;

namespace PerfGate.Tool.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_link_stays_and_the_file_behind_it_is_replaced()
    {
        if (OperatingSystem.IsWindows()) return; // Few may make links there.
        _folder.Write("reports/latest.txt", "old");
        File.CreateSymbolicLink(_folder["near"], _folder["reports/latest.txt"]);
        File.CreateSymbolicLink(_folder["far"], "near");
        File.CreateSymbolicLink(_folder["loose"], "later/first.txt");

        Write(_folder["far"]);
        Write(_folder["loose"]);

        File.ReadAllText(_folder["reports/latest.txt"]).ShouldBe("new");
        File.ReadAllText(_folder["later/first.txt"]).ShouldBe("new");
        new FileInfo(_folder["far"]).LinkTarget.ShouldBe("near");
        new FileInfo(_folder["loose"]).LinkTarget.ShouldBe("later/first.txt");
        Directory.EnumerateFiles(_folder.Path, "*.tmp", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public void Who_may_read_a_file_stays_as_it_was()
    {
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var path = _folder.Write("report.txt", "old");
        File.SetUnixFileMode(path, mine);

        Write(path);

        File.ReadAllText(path).ShouldBe("new");
        File.GetUnixFileMode(path).ShouldBe(mine);
    }

    // What /dev/stdout leads to where the output goes to another program. /dev/null itself is too dear to try it on.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_the_system_made_is_written_to(bool isLinked)
    {
        if (!OperatingSystem.IsLinux()) return;
        await using var pipe = new AnonymousPipeServerStream(PipeDirection.In);
        var path = string.Create(
            CultureInfo.InvariantCulture, $"/proc/self/fd/{(int)pipe.ClientSafePipeHandle.DangerousGetHandle()}");
        if (isLinked) File.CreateSymbolicLink(_folder["link"], path);

        Write(isLinked ? _folder["link"] : path);
        pipe.DisposeLocalCopyOfClientHandle();

        using var reader = new StreamReader(pipe);
        (await reader.ReadToEndAsync()).ShouldBe("new");
        if (isLinked) new FileInfo(_folder["link"]).LinkTarget.ShouldBe(path);
    }

    [Fact]
    public async Task A_pipe_in_a_folder_is_written_to()
    {
        if (OperatingSystem.IsWindows()) return;
        var path = _folder["pipe"];
        (await ProcessRunner.RunAsync(new ProcessSpec("mkfifo", [path]), CancellationToken.None)).ExitCode.ShouldBe(0);
        var reading = Task.Run(() => File.ReadAllText(path));

        await Task.Run(() => Write(path)).WaitAsync(Patience);

        (await reading.WaitAsync(Patience)).ShouldBe("new");
        Directory.GetFileSystemEntries(_folder.Path).ShouldBe([path]);
    }

    [Fact]
    public void An_old_file_survives_a_failure()
    {
        var path = _folder.Write("report.txt", "old");

        Should.Throw<PerfGateException>(() => AtomicFile.Write(path, ErrorCode.ReportNotWritten, stream =>
        {
            stream.Write("half"u8);
            throw new IOException("no more");
        })).Code.ShouldBe(ErrorCode.ReportNotWritten);

        File.ReadAllText(path).ShouldBe("old");
        Directory.GetFileSystemEntries(_folder.Path).ShouldBe([path]);
    }

    [Fact]
    public async Task Whether_a_file_can_be_written_is_seen_without_a_trace()
    {
        var old = _folder.Write("report.txt", "old");
        string[] possible = [old, _folder["new.txt"], _folder["not/there/yet.txt"], "/dev/stdout"];
        foreach (var path in possible.Where(path => !OperatingSystem.IsWindows() || path[0] != '/'))
        {
            Should.NotThrow(() => AtomicFile.Try(path, ErrorCode.ReportNotWritten), path);
        }

        if (!OperatingSystem.IsWindows())
        {
            (await ProcessRunner.RunAsync(new ProcessSpec("mkfifo", [_folder["pipe"]]), CancellationToken.None)).ExitCode.ShouldBe(0);
            await Task.Run(() => AtomicFile.Try(_folder["pipe"], ErrorCode.ReportNotWritten)).WaitAsync(Patience);
            File.Delete(_folder["pipe"]);
        }

        foreach (var path in new[] { _folder.Path, Path.Combine(old, "beneath.txt") })
        {
            var problem = Should.Throw<PerfGateException>(() => AtomicFile.Try(path, ErrorCode.ReportNotWritten));
            (problem.Code, problem.Origin).ShouldBe((ErrorCode.ReportNotWritten, path));
        }

        File.ReadAllText(old).ShouldBe("old");
        Directory.GetFileSystemEntries(_folder.Path).ShouldBe([old]);
    }

    private static void Write(string path) => AtomicFile.Write(path, ErrorCode.ReportNotWritten, stream => stream.Write("new"u8));
}
