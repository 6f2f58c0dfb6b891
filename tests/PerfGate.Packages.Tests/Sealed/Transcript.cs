
namespace PerfGate.Packages.Tests.Sealed;

/// <summary>What a command printed, and how it ended.</summary>
internal sealed record Transcript(string Command, int ExitCode, IReadOnlyList<string> Lines)
{
    public string Text => $"$ {Command}\n{string.Join('\n', Lines)}\nexit code {ExitCode}\n";

    /// <summary>Lines that hold a text. MSBuild repeats errors and warnings in its summary, so that they are counted once.</summary>
    public IReadOnlyList<string> With(string text) =>
    [
        .. Lines
            .Where(line => line.Contains(text, StringComparison.Ordinal))
            .Select(line => line.Trim())
            .Distinct(StringComparer.Ordinal),
    ];

    public Transcript ShouldEndWith(int exitCode)
    {
        ExitCode.ShouldBe(exitCode, Text);
        return this;
    }

    public Transcript ShouldSay(string text)
    {
        With(text).ShouldNotBeEmpty($"nothing says '{text}':\n{Text}");
        return this;
    }

    public Transcript ShouldNotSay(string text)
    {
        With(text).ShouldBeEmpty($"something says '{text}':\n{Text}");
        return this;
    }
}
