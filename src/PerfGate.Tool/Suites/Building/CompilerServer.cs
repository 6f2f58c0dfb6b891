namespace PerfGate.Tool.Suites.Building;

/// <summary>
/// One compiler process for several builds: starting one for each project takes longer than compiling it. It is not the user's own, whose
/// state would reach the builds, and it ends when it is disposed: nothing shall run beside what is measured.
/// </summary>
/// <param name="isDecided">Whether the environment already says whether, and how, compilers are shared.</param>
internal sealed class CompilerServer(bool isDecided = false) : IAsyncDisposable
{
    private const string Property = "UseSharedCompilation";
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(10);

    private string? _program;

    /// <summary>A server for builds in this process's environment, where MSBuild takes variables for properties.</summary>
    public static CompilerServer ForEnvironment() => new(Environment.GetEnvironmentVariable(Property) is { Length: > 0 });

    /// <summary>The name by which builds find its process.</summary>
    public string Name { get; } = "perfgate-" + Guid.NewGuid().ToString("N")[..12];

    /// <summary>What a build is told so that it uses the server, which the first build starts.</summary>
    /// <param name="compilers">
    /// Folder of the compilers that the build uses. Where these cannot be ended again, as they are not known, each project gets its own.
    /// </param>
    public IReadOnlyList<string> ArgumentsFor(string compilers)
    {
        if (isDecided) return [];
        var program = Path.GetFullPath(Path.Combine(compilers, "bincore", "VBCSCompiler.dll"));
        if (compilers.Length == 0 || !File.Exists(program)) return [$"-p:{Property}=false"];
        _program = program;
        return [$"-p:{Property}=true", $"-p:SharedCompilationId={Name}"];
    }

    public async ValueTask DisposeAsync()
    {
        if (_program is null) return;
        using var limit = new CancellationTokenSource(LongestEnd);
        try
        {
            await DotNetCommand.RunAsync([_program, "-shutdown", $"-pipename:{Name}"], Path.GetTempPath(), onLine: null, limit.Token);
        }
        catch (OperationCanceledException)
        {
            // It ends by itself when nobody has used it for some minutes.
        }

        // One that was killed with its build has left the file of its pipe, which compilers put there whatever the temporary folder is.
        if (!OperatingSystem.IsWindows()) File.Delete($"/tmp/{Name}");
    }
}
