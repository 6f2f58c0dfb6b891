using PerfGate.Tool.Processes;
using Repository = PerfGate.Tool.Tests.Reporting.Repository;

namespace PerfGate.Tool.Tests.Commands;

/// <summary>The completion that the README gives, in a real bash.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("dotnet-perfgate che", "che", "check")]
    [InlineData("dotnet-perfgate baseline pr", "pr", "prune")]
    [InlineData("dotnet-perfgate check --fail-on ma", "ma", "major")]
    [InlineData("dotnet-perfgate check --bu", "--bu", "--budget")]
    public async Task Bash_completes_what_was_begun(string line, string begun, string completed)
    {
        if (OperatingSystem.IsWindows()) return; // There is no bash that everybody has.
        var readme = File.ReadAllText(Repository.PathOf("README.md")).ReplaceLineEndings("\n");
        var snippet = readme.Split("```bash\n").Select(part => part.Split("```")[0]).Single(part => part.Contains("complete -F", StringComparison.Ordinal));
        var program = _folder.Write("bin/dotnet-perfgate", $"#!/bin/sh\nexec dotnet '{typeof(App).Assembly.Location}' \"$@\"\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var script = $"PATH='{_folder["bin"]}':$PATH\n{snippet}\nCOMP_LINE='{line}'; COMP_POINT=${{#COMP_LINE}}\n"
            + $"_perfgate dotnet-perfgate '{begun}' ''; printf '%s\\n' \"${{COMPREPLY[@]}}\"\n";

        var output = await ProcessRunner.RunAsync(new ProcessSpec("bash", ["-c", script]), CancellationToken.None);

        output.Text.Split('\n').ShouldContain(completed, output.Text + output.StandardError);
    }
}
