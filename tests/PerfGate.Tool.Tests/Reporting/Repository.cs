namespace PerfGate.Tool.Tests.Reporting;

/// <summary>Files of the repository that tests hold output against.</summary>
internal static class Repository
{
    public static string PathOf(params string[] parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PerfGate.sln"))) folder = folder.Parent;
        return Path.Combine([folder.ShouldNotBeNull("no PerfGate.sln above the tests").FullName, .. parts]);
    }

    /// <summary>Compares with a file in expected/. With PERFGATE_UPDATE_EXPECTED=1 it writes the file, and fails all the same.</summary>
    public static void ShouldBeAsExpected(this string actual, string file)
    {
        var path = PathOf("tests", "PerfGate.Tool.Tests", "Reporting", "expected", file);
        var text = actual.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("PERFGATE_UPDATE_EXPECTED") == "1" && (!File.Exists(path) || File.ReadAllText(path) != text))
        {
            File.WriteAllText(path, text);
            throw new InvalidOperationException($"{file} was rewritten: look at the difference and run again.");
        }

        text.ShouldBe(File.ReadAllText(path).ReplaceLineEndings("\n"));
    }
}
