using PerfGate.Tool.Checking;
using PerfGate.Tool.Commands;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Files;

namespace PerfGate.Tool;

/// <summary>The whole program, callable in-process.</summary>
internal static class App
{
    // A word that begins with @ is a revision, such as @~1, or part of a reason, and no file with further arguments.
    private static readonly System.CommandLine.ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs one command line.</summary>
    /// <param name="args">Arguments without the program's name.</param>
    /// <param name="host">The world outside.</param>
    /// <param name="cancellationToken">Ends the children, cleans up, and yields <see cref="ExitCode.Interrupted"/>.</param>
    public static async Task<ExitCode> RunAsync(string[] args, Host host, CancellationToken cancellationToken)
    {
        var parsed = CommandTree.Create(host).Parse(args, Parsing);
        var errors = new ErrorPrinter(host.Error, IsDiagnostic(parsed, host));
        if (parsed.Errors.Count > 0)
        {
            var command = string.Join(' ', CommandTree.PathOf(parsed));
            foreach (var error in parsed.Errors)
            {
                errors.Print(new PerfGateException(
                    ErrorCode.InvalidArguments, command, error.Message, $"'dotnet {command} --help' shows what can be said."));
            }

            return ExitCode.Usage;
        }

        try
        {
            var invocation = new System.CommandLine.InvocationConfiguration
            {
                Output = host.Out,
                Error = host.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return (ExitCode)await parsed.InvokeAsync(invocation, cancellationToken);
        }
        catch (PerfGateException error)
        {
            errors.Print(error);
            return error.Code.ExitCode();
        }
        catch (IOException error) when (FullDisk.Caused(error))
        {
            errors.Print(MeasuringSteps.DiskFull($"there is no space left: {error.Message}", error));
            return ErrorCode.DiskFull.ExitCode();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            host.Error.WriteLine("perfgate: interrupted; children are stopped and temporary files are removed.");
            return ExitCode.Interrupted;
        }
#pragma warning disable CA1031 // The last line of defence: whatever happens, the user gets a text and an exit code, not a crash dump.
        catch (Exception error)
#pragma warning restore CA1031
        {
            errors.Print(PerfGateException.Unexpected(error));
            return ErrorCode.Internal.ExitCode();
        }
    }

    // Needed before, and even when, the options can be read.
    private static bool IsDiagnostic(System.CommandLine.ParseResult parsed, Host host)
    {
        var words = parsed.Tokens.Select(token => token.Value).ToList();
        var option = words.FindLastIndex(word => word is "--verbosity" or "-v");
        var flag = option < 0 ? null : words.ElementAtOrDefault(option + 1);
        var value = new GivenValues(host.Variable).Find("--verbosity", flag);
        return value is not null && Choices.Find<Verbosity>(value.Text) == Verbosity.Diagnostic;
    }
}
