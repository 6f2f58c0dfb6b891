using System.Reflection;
using System.Xml.Linq;
using PerfGate.Analysis.Model;

namespace PerfGate.Analysis.Tests.Api;

public sealed class PublicApiTests
{
    /// <summary>
    /// Whoever changes what others build upon sees it here. PERFGATE_UPDATE_EXPECTED=1 writes the file, and fails all the same.
    /// </summary>
    [Fact]
    public void What_others_can_use_is_what_was_approved()
    {
        var approved = Path.Combine(RepositoryFolder(), "tests", "PerfGate.Analysis.Tests", "Api", "PublicApi.approved.txt");
        var actual = PublicApi.Of(typeof(ResultSet).Assembly);
        var isUpdate = Environment.GetEnvironmentVariable("PERFGATE_UPDATE_EXPECTED") == "1";
        if (isUpdate && (!File.Exists(approved) || File.ReadAllText(approved) != actual))
        {
            File.WriteAllText(approved, actual);
            throw new InvalidOperationException("PublicApi.approved.txt was rewritten: look at the difference and run again.");
        }

        actual.ShouldBe(File.ReadAllText(approved).ReplaceLineEndings("\n"));
    }

    /// <summary>The compiler asks for a comment; this asks for all of it.</summary>
    [Fact]
    public void Every_member_says_what_it_takes_and_what_it_yields()
    {
        var members = XDocument.Load(Path.ChangeExtension(typeof(ResultSet).Assembly.Location, ".xml")).Descendants("member")
            .ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);
        var written = typeof(ResultSet).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods(
                BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => !method.IsSpecialName && !method.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute)))
            .ToList();
        written.Count.ShouldBeGreaterThan(8);

        foreach (var method in written)
        {
            var start = $"M:{method.DeclaringType!.FullName}.{method.Name}";
            var names = method.GetParameters().Select(parameter => parameter.Name);
            var comments = members.Where(member => member.Key == start || member.Key.StartsWith(start + "(", StringComparison.Ordinal))
                .Select(member => member.Value).ToList();
            comments.ShouldContain(
                comment => comment.Element("summary") != null && comment.Element("returns") != null
                    && comment.Elements("param").Select(param => param.Attribute("name")!.Value).SequenceEqual(names),
                $"{start} lacks a summary, a parameter or what it returns");
        }
    }

    private static string RepositoryFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PerfGate.sln"))) folder = folder.Parent;
        return folder.ShouldNotBeNull("no PerfGate.sln above the tests").FullName;
    }
}
