using PerfGate.Tool.Errors;
using PerfGate.Tool.Processes;
using PerfGate.Tool.Suites.Building;
using PerfGate.Tool.Tests.Commands;

namespace PerfGate.Tool.Tests.Processes;

public sealed class ProgramPathTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_program_is_found_by_its_full_path_and_never_in_the_current_folder()
    {
        var file = _folder.Write(OperatingSystem.IsWindows() ? "tools/some.exe" : "tools/some", "");
        var other = Path.GetDirectoryName(_folder.Write("other/text", ""))!;
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), Path.GetDirectoryName(file)!);

        ProgramPath.Find("some", string.Join(Path.PathSeparator, other, Path.GetDirectoryName(file))).ShouldBe(file);
        ProgramPath.Find("some", string.Join(Path.PathSeparator, other, relative, "", ".")).ShouldBeNull();
        ProgramPath.Find("some", path: null).ShouldBeNull();
    }

    [Fact]
    public async Task A_command_line_that_is_not_there_is_PG2023()
    {
        var absent = Path.Combine(_folder.Path, DotNetCommand.Name);

        var found = Should.Throw<PerfGateException>(() => DotNetCommand.Find("/usr/bin/perfgate", _folder.Path));
        var started = await Should.ThrowAsync<PerfGateException>(
            DotNetCommand.RunAsync(new ProcessSpec(absent, ["--version"]), CancellationToken.None));

        found.Code.ShouldBe(ErrorCode.SdkNotFound);
        started.Code.ShouldBe(ErrorCode.SdkNotFound);
        DotNetCommand.Find(absent, path: null).ShouldBe(absent, "it runs this process");
    }

    [Fact]
    public async Task A_suites_program_that_does_not_start_is_no_missing_SDK()
    {
        var program = _folder.Write("Bench.exe", "MZ");

        var error = await Should.ThrowAsync<PerfGateException>(
            DotNetCommand.RunAsync(new ProcessSpec(program, []), CancellationToken.None));

        error.Code.ShouldBe(ErrorCode.SuiteFailed);
        error.Origin.ShouldBe(program);
    }

    public void Dispose() => _folder.Dispose();
}
