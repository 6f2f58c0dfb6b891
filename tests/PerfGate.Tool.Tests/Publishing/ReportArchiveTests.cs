using System.IO.Compression;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Publishing;

namespace PerfGate.Tool.Tests.Publishing;

public sealed class ReportArchiveTests
{
    [Fact]
    public async Task The_one_entry_is_read()
    {
        var zip = Zip(
            ("perfgate-report.json", "{}"u8.ToArray()),
            ("other/perfgate-report.json", "x"u8.ToArray()),
            ("../../etc/passwd", "x"u8.ToArray()));

        (await ReportArchive.ReadAsync(zip, default)).ShouldBe("{}"u8.ToArray());
    }

    [Fact]
    public async Task A_bomb_is_defused_whatever_length_it_claims()
    {
        var bomb = Zip((ReportArchive.EntryName, new byte[ReportArchive.MaxEntryBytes + 1]));
        bomb.Length.ShouldBeLessThan(100_000);

        (await RefusedAsync(bomb)).Message.ShouldContain("larger than any");

        // The directory says that the entry has ten bytes; its data say otherwise.
        var lying = bomb.ToArray();
        var directory = lying.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.TryWriteBytes(lying.AsSpan(directory + 24), 10).ShouldBeTrue();
        await RefusedOrShortAsync(lying);
    }

    [Fact]
    public async Task Two_entries_of_the_name_are_refused() =>
        (await RefusedAsync(Zip((ReportArchive.EntryName, [1]), (ReportArchive.EntryName, [2])))).Message.ShouldContain("exactly one");

    [Theory]
    [InlineData("Perfgate-Report.json")]
    [InlineData("./perfgate-report.json")]
    [InlineData("perfgate-report.json/")]
    [InlineData("a.json")]
    public async Task Another_name_is_refused(string name) => (await RefusedAsync(Zip((name, [])))).Message.ShouldContain("exactly one");

    [Fact]
    public async Task What_is_no_zip_or_damaged_is_refused()
    {
        await RefusedAsync([]);
        await RefusedAsync("no zip at all"u8.ToArray());
        var zip = Zip((ReportArchive.EntryName, [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * i))]));
        await RefusedAsync(zip[..(zip.Length / 2)]);
        var random = new Random(3);
        for (var i = 0; i < 500; i++)
        {
            var damaged = zip.ToArray();
            for (var j = 0; j < 3; j++) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            await RefusedOrShortAsync(damaged);
        }
    }

    private static async Task RefusedOrShortAsync(byte[] zip)
    {
        try
        {
            (await ReportArchive.ReadAsync(zip, default)).Length.ShouldBeLessThanOrEqualTo(ReportArchive.MaxEntryBytes);
        }
        catch (PerfGateException problem)
        {
            problem.Code.ShouldBe(ErrorCode.ArtifactNotUsable);
        }
    }

    private static async Task<PerfGateException> RefusedAsync(byte[] zip)
    {
        var problem = await Should.ThrowAsync<PerfGateException>(() => ReportArchive.ReadAsync(zip, default));
        problem.Code.ShouldBe(ErrorCode.ArtifactNotUsable);
        return problem;
    }

    internal static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }
}
