namespace PerfGate.Tool.Tests.GitHub.Description;

public sealed class DescriptionTests
{
    private static readonly string File = Reporting.Repository.PathOf(
        "tests", "PerfGate.Tool.Tests", "GitHub", "Description", "api.github.com.json");

    /// <summary>With PERFGATE_GITHUB_DESCRIPTION naming the whole description it writes the file, and fails all the same.</summary>
    [Fact]
    public void The_description_holds_what_is_used_and_no_more()
    {
        if (Environment.GetEnvironmentVariable("PERFGATE_GITHUB_DESCRIPTION") is { Length: > 0 } whole)
        {
            System.IO.File.WriteAllText(File, DescriptionShrinker.Shrink(System.IO.File.ReadAllText(whole)));
            throw new InvalidOperationException("The description was rewritten: look at the difference and run again.");
        }

        var committed = System.IO.File.ReadAllText(File).ReplaceLineEndings("\n");
        DescriptionShrinker.Shrink(committed).ShouldBe(committed);
        committed.Length.ShouldBeLessThan(100_000);
    }
}
