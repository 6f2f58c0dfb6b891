using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using PerfGate.Packages.Tests.Sealed;

namespace PerfGate.Packages.Tests;

[Collection(ContentTests.Name)]
public sealed class PackageContentTests(PackedPackages packages) : SealedTest(packages)
{
    // The tool's own package only says which of the others suits a machine.
    public static TheoryData<string> Names => [.. Carrying, "PerfGate.Tool"];

    public static TheoryData<string> Carrying =>
        ["PerfGate.Analysis", "PerfGate.MSBuild", "PerfGate.Tool.any", "PerfGate.Tool.linux-x64"];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_says_what_it_is(string name)
    {
        var content = Read(name, "nupkg");
        var metadata = Nuspec(content, name).Root!.Elements().Single();
        string? Value(string element) => metadata.Elements().SingleOrDefault(item => item.Name.LocalName == element)?.Value;

        Value("version").ShouldBe(PackedPackages.Version);
        Value("license").ShouldBe("MIT");
        Value("description").ShouldNotBeNullOrWhiteSpace();
        content[Value("readme")!].Length.ShouldBeGreaterThan(500);
        var icon = content[Value("icon")!];
        icon[1..4].ShouldBe("PNG"u8.ToArray());
        icon[16..24].ShouldBe(new byte[] { 0, 0, 0, 128, 0, 0, 0, 128 }, "128 pixels each way");
    }

    [Fact]
    public void The_library_describes_its_members_and_depends_on_one_package()
    {
        var content = Read("PerfGate.Analysis", "nupkg");

        Encoding.UTF8.GetString(content["lib/net10.0/PerfGate.Analysis.xml"]).ShouldContain("M:PerfGate.Analysis.Policy.Gate.Judge(");
        Dependencies(content, "PerfGate.Analysis").ShouldBe(["Perfolizer"]);
    }

    [Fact]
    public void The_build_package_carries_the_tool_and_gives_nothing_to_reference()
    {
        var content = Read("PerfGate.MSBuild", "nupkg");

        Dependencies(content, "PerfGate.MSBuild").ShouldBeEmpty();
        content.Keys.ShouldNotContain(name => name.StartsWith("lib/", StringComparison.Ordinal)
            || name.StartsWith("buildTransitive/", StringComparison.Ordinal));
        Encoding.UTF8.GetString(content["PerfGate.MSBuild.nuspec"]).ShouldContain("<developmentDependency>true</developmentDependency>");
        var tool = Read("PerfGate.Tool.any", "nupkg");
        var carried = tool.Keys.Where(file =>
            file.StartsWith("tools/net10.0/any/", StringComparison.Ordinal) && Path.GetExtension(file) is ".dll" or ".json");
        foreach (var file in carried)
            Convert.ToHexString(SHA256.HashData(content[file.Replace("/any/", "/", StringComparison.Ordinal)]))
                .ShouldBe(Convert.ToHexString(SHA256.HashData(tool[file])), $"{file} is that of the tool's package");
    }

    [Theory]
    [InlineData("linux-x64", true)]
    [InlineData("any", false)]
    public void Only_a_package_for_one_system_carries_machine_code(string system, bool hasMachineCode)
    {
        var content = Read($"PerfGate.Tool.{system}", "nupkg");
        var assemblies = content.Keys.Where(file => file.EndsWith(".dll", StringComparison.Ordinal)).ToList();

        assemblies.ShouldContain($"tools/net10.0/{system}/PerfGate.Tool.dll");
        foreach (var file in assemblies)
        {
            using var assembly = new PEReader(new MemoryStream(content[file]));
            var machineCode = assembly.PEHeaders.CorHeader.ShouldNotBeNull().ManagedNativeHeaderDirectory.Size;
            (machineCode > 0).ShouldBe(hasMachineCode, file);
        }
    }

    [Theory]
    [MemberData(nameof(Carrying))]
    public void Symbols_belong_to_the_assemblies_and_name_no_path_of_this_machine(string name)
    {
        var content = Read(name, "nupkg");
        var symbols = Read(name, "snupkg");
        var found = symbols.Where(file => file.Key.EndsWith(".pdb", StringComparison.Ordinal)).ToList();

        found.ShouldNotBeEmpty();
        foreach (var (file, bytes) in found)
        {
            using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(bytes));
            var reader = provider.GetMetadataReader();
            var documents = reader.Documents.Select(handle => reader.GetString(reader.GetDocument(handle).Name)).ToList();
            documents.Count.ShouldBeGreaterThan(3);
            documents.ShouldAllBe(document => document.StartsWith("/_", StringComparison.Ordinal), file);
            content.Keys.ShouldContain(Path.ChangeExtension(file, ".dll"));
            var id = new BlobContentId(reader.DebugMetadataHeader!.Id).Guid;
            var code = new MemoryStream(content[Path.ChangeExtension(file, ".dll")]);
            using var assembly = new PEReader(code);
            assembly.ReadDebugDirectory().Where(entry => entry.IsPortableCodeView)
                .Select(entry => assembly.ReadCodeViewDebugDirectoryData(entry).Guid).ShouldContain(id);
        }
    }

    [Fact]
    public async Task Packed_twice_the_packages_are_the_same()
    {
        var first = Contents();
        await Packages.Packing.PackAsync();
        var second = Contents();

        second.Keys.ShouldBe(first.Keys, ignoreOrder: true);
        foreach (var (file, digest) in first) second[file].ShouldBe(digest, file);
        first.Count.ShouldBeGreaterThan(40);
    }

    private Dictionary<string, string> Contents() => Directory.EnumerateFiles(Packages.Packing.Folder)
        .SelectMany(package => Read(package)
            .Select(file => (Name: $"{Path.GetFileName(package)}/{file.Key}", Digest: Convert.ToHexString(SHA256.HashData(file.Value)))))
        .Where(file => !file.Name.EndsWith(".psmdcp", StringComparison.Ordinal) && !file.Name.EndsWith(".rels", StringComparison.Ordinal))
        .ToDictionary(file => file.Name, file => file.Digest, StringComparer.Ordinal);

    private Dictionary<string, byte[]> Read(string name, string kind) =>
        Read(Path.Combine(Packages.Root.Feed, $"{name}.{PackedPackages.Version}.{kind}"));

    private static Dictionary<string, byte[]> Read(string package)
    {
        using var zip = ZipFile.OpenRead(package);
        return zip.Entries.ToDictionary(
            entry => entry.FullName,
            entry =>
            {
                using var stream = entry.Open();
                using var bytes = new MemoryStream();
                stream.CopyTo(bytes);
                return bytes.ToArray();
            },
            StringComparer.Ordinal);
    }

    private static XDocument Nuspec(Dictionary<string, byte[]> content, string name) =>
        XDocument.Load(new MemoryStream(content[$"{name}.nuspec"]));

    private static IEnumerable<string> Dependencies(Dictionary<string, byte[]> content, string name) =>
        Nuspec(content, name).Descendants().Where(item => item.Name.LocalName == "dependency").Select(item => item.Attribute("id")!.Value);
}
