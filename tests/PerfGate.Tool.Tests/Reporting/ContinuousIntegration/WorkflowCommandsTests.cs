using System.Text.RegularExpressions;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Tests.Reporting.ContinuousIntegration;

public sealed class WorkflowCommandsTests
{
    [Theory]
    [InlineData("a", "b", "::error file=a.cs,line=3,title=a::b")]
    [InlineData("50%, a:b", "50%, a:b\r\nc", "::error file=a.cs,line=3,title=50%25%2C a%3Ab::50%25, a:b%0D%0Ac")]
    [InlineData("%0A::warning::x", "%0A::warning::x", "::error file=a.cs,line=3,title=%250A%3A%3Awarning%3A%3Ax::%250A::warning::x")]
    public void It_is_escaped_as_the_runner_unescapes_it(string title, string message, string expected) =>
        WorkflowCommands.Text(new Annotation(AnnotationLevel.Error, "a.cs", 3, title, message)).ShouldBe(expected);

    [Fact]
    public void Without_a_place_it_has_none() =>
        WorkflowCommands.Text(new Annotation(AnnotationLevel.Notice, null, 7, "t", "m")).ShouldBe("::notice title=t::m");

    [Fact]
    public void Hostile_text_comes_back_as_it_was_in_one_command()
    {
        foreach (var text in HostileText.All)
        {
            using var writer = new StringWriter { NewLine = "\n" };
            WorkflowCommands.Write([new Annotation(AnnotationLevel.Warning, text, 1, text, text)], writer);

            // As the runner reads it: the name up to a space, properties up to the next two colons, the rest is data.
            var command = Regex.Match(
                writer.ToString(), "^::(?<name>[a-z]+) file=(?<file>[^,]*),line=1,title=(?<title>[^,:]*)::(?<data>[^\r\n]*)\n$",
                    RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));

            command.Success.ShouldBeTrue(text);
            command.Groups["name"].Value.ShouldBe("warning");
            foreach (var part in new[] { "file", "title" })
            {
                var property = command.Groups[part].Value.Replace("%3A", ":", StringComparison.Ordinal);
                Unescape(property.Replace("%2C", ",", StringComparison.Ordinal)).ShouldBe(text);
            }

            Unescape(command.Groups["data"].Value).ShouldBe(text);
        }
    }

    [Fact]
    public void What_stands_between_stop_and_resume_is_no_command_without_the_token()
    {
        WorkflowCommands.Stop("a1b2").ShouldBe("::stop-commands::a1b2");
        WorkflowCommands.Resume("a1b2").ShouldBe("::a1b2::");
    }

    private static string Unescape(string text) => text.Replace("%0D", "\r", StringComparison.Ordinal)
        .Replace("%0A", "\n", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);
}
