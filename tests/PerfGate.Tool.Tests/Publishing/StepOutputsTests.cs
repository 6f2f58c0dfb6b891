using PerfGate.Tool.Publishing;

namespace PerfGate.Tool.Tests.Publishing;

public sealed class StepOutputsTests
{
    [Fact]
    public void No_value_can_end_its_block_and_begin_another()
    {
        var first = Delimiters("a\nb<<c\nc").Single();
        var outputs = Delimiters($"x\n{first}\nevil<<EOF\n1\nEOF").ToList();

        outputs.ShouldHaveSingleItem().ShouldNotBe(first);
        first.Length.ShouldBeGreaterThan(30);
    }

    // What the runner would take for a block: from "name<<delimiter" to a line that is the delimiter.
    private static IEnumerable<string> Delimiters(string value)
    {
        var lines = StepOutputs.Text([("report", value)]).Split('\n');
        for (var i = 0; i < lines.Length - 1; i++)
        {
            var delimiter = lines[i].Split("<<", 2)[1];
            yield return delimiter;
            i = Array.IndexOf(lines, delimiter, i + 1);
        }
    }
}
