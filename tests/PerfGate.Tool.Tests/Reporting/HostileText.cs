namespace PerfGate.Tool.Tests.Reporting;

/// <summary>Names and messages that try to break out of each of the formats.</summary>
internal static class HostileText
{
    public static string[] All { get; } =
    [
        "</details><script>alert(1)</script>",
        "a|b`c`**d**_e_~~f~~",
        "[click](https://evil.example) ![x](//evil.example/y.png)",
        "@everyone #1 www.evil.example https://evil.example",
        "line\r\n## heading\n| a | b |\n|---|---|",
        "\u001b[31mred\u001b]8;;http://evil.example\u0007link\u0000\u0008",
        "\u202Egpj.exe\u2066\u200B\uFEFF",
        "=HYPERLINK(\"http://evil.example\",\"x\")",
        "+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "\u0001=1+1",
        "quote\"comma,semi;",
        "]]>&amp;<!-- x --><?pi?>",
        "lone \uD800 surrogate \uDC00",
        "\uFFFF\uFFFE",
        "[red]markup[/] {0} %n %0A ::error::x",
        "::set-output name=x::y",
        "a ##vso[task.setvariable variable=x]y",
        "a ###[error]y",
        "```\n~~~\n$x^2$ :smile:",
        "漢字漢字漢字 🚀🚀🚀 e\u0301\u0301\u0301",
        "",
        " ",
        new string('x', 3_000),
        string.Concat(Enumerable.Repeat("漢", 1_000)),
    ];

    /// <summary>Whether a CI system that reads a log takes a line of it for a command.</summary>
    public static bool IsCommand(string line) => line.Contains("##[", StringComparison.Ordinal)
        || line.Contains("##vso[", StringComparison.Ordinal) || line.TrimStart().StartsWith("::", StringComparison.Ordinal);
}
