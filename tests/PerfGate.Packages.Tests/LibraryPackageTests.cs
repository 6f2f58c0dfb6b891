using PerfGate.Packages.Tests.Sealed;

namespace PerfGate.Packages.Tests;

[Collection(ContentTests.Name)]
public sealed class LibraryPackageTests(PackedPackages packages) : SealedTest(packages)
{
    [Fact]
    public Task The_example_of_its_readme_compiles_and_prints_what_the_readme_says()
    {
        var readme = File.ReadAllText(Path.Combine(PackedPackages.Repository, "src", "PerfGate.Analysis", "README.md"))
            .ReplaceLineEndings("\n");
        var consumer = NewConsumer().Write("Program.cs", Block(readme, "csharp")).Write(
            "Example.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <InvariantGlobalization>true</InvariantGlobalization>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="PerfGate.Analysis" Version="{PackedPackages.Version}" />
              </ItemGroup>
            </Project>
            """);
        return ProveAsync(consumer, async () =>
        {
            var run = await consumer.DotNetAsync("run");

            run.ShouldEndWith(1).Lines.ShouldBe(Block(readme, "text").TrimEnd('\n').Split('\n'));
        });
    }

    private static string Block(string text, string language)
    {
        var start = text.IndexOf($"```{language}\n", StringComparison.Ordinal) + language.Length + 4;
        return text[start..text.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
