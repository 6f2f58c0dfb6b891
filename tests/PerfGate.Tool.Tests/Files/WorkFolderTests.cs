using PerfGate.Tool.Errors;
using PerfGate.Tool.Files;
using PerfGate.Tool.Tests.Commands;

namespace PerfGate.Tool.Tests.Files;

public sealed class WorkFolderTests
{
    [Fact]
    public void A_folder_that_cannot_be_written_is_named()
    {
        using var folder = new TemporaryFolder();
        folder.Write(".perfgate", "A file is in its place.");

        var error = Should.Throw<PerfGateException>(() => new WorkFolder(folder.Path).Cache);

        error.Code.ShouldBe(ErrorCode.NoRoomToMeasure);
        error.Origin.ShouldBe(folder[".perfgate"]);
        error.Next.ShouldNotBeNull();
    }
}
