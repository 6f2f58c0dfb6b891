using PerfGate.MSBuild;

namespace PerfGate.Tool.Tests.MSBuild;

public sealed class DiagnosticTests
{
    [Theory]
    [InlineData("bench/Work.cs(7): error PG0002: Work.Make: slower", "bench/Work.cs", 7, 0, "Error", "PG0002", "Work.Make: slower")]
    [InlineData("/a b/perfgate.json(3,14) : error PG1002: unknown property", "/a b/perfgate.json", 3, 14, "Error", "PG1002",
        "unknown property")]
    [InlineData("perfgate : warning: the baseline is old", "perfgate", 0, 0, "Warning", "", "the baseline is old")]
    [InlineData("perfgate : message PG0005: Work.Make: inconclusive", "perfgate", 0, 0, "Message", "PG0005", "Work.Make: inconclusive")]
    [InlineData(@"C:\my (old) bench\Work.cs(7): warning PG0001: x : error PG0003: y", @"C:\my (old) bench\Work.cs", 7, 0, "Warning",
        "PG0001", "x : error PG0003: y")]
    [InlineData("Bench.Work.Make(N: 1) : error PG0004: failed", "Bench.Work.Make(N: 1)", 0, 0, "Error", "PG0004", "failed")]
    [InlineData("Work.Make(s: error: x) : error PG0004: failed", "Work.Make(s: error: x)", 0, 0, "Error", "PG0004", "failed")]
    public void What_the_tool_prints_is_read(string line, string origin, int at, int column, string kind, string code, string text)
    {
        Diagnostic.Parse(line).ShouldBe(new Diagnostic(origin, at, column, Enum.Parse<DiagnosticKind>(kind), code, text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("measuring Work.Make, error 3 %")]
    [InlineData("  All of its output is in /tmp/a.log")]
    [InlineData("error: nothing before it")]
    [InlineData("[1/4] N.T.Parse(line: \"a.c:1: error: x\") (launch 1 of 3)")]
    [InlineData("N.T: warning: nothing is known of it")]
    public void Other_lines_are_none(string line) => Diagnostic.Parse(line).ShouldBeNull();

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "\"\"")]
    [InlineData("a b", "\"a b\"")]
    [InlineData(@"C:\bench\", @"C:\bench\")]
    [InlineData(@"C:\my bench\", @"""C:\my bench\\""")]
    [InlineData("say \"yes\"", "\"say \\\"yes\\\"\"")]
    [InlineData(@"a\""b", @"""a\\\""b""")]
    [InlineData("$(x) %y% 'z' *", "\"$(x) %y% 'z' *\"")]
    public void An_argument_is_quoted_so_that_it_comes_back(string argument, string quoted) => CommandLine.Of([argument]).ShouldBe(quoted);
}
