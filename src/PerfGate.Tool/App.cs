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
    /// <returns>An <see cref="ExitCode"/>, as the number that a process ends with.</returns>
    public static async Task<int> RunAsync(string[] args, Host host, CancellationToken cancellationToken)
    {
        var isBare = args.Length == 0;
        var parsed = CommandTree.Create(host).Parse(isBare ? ["--help"] : args, Parsing);
        var errors = new ErrorPrinter(host.Error, IsDiagnostic(parsed, host));
        if (parsed.Errors.Count > 0)
        {
            PrintRefusal(parsed, errors);
            return (int)ExitCode.Usage;
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
            var code = await parsed.InvokeAsync(invocation, cancellationToken);

            // Nothing was asked for, and nothing was done: a pipeline that forgot its command must not pass.
            return isBare ? (int)ExitCode.Usage : code;
        }
        catch (PerfGateException error)
        {
            errors.Print(error);
            return (int)error.Code.ExitCode();
        }
        catch (IOException error) when (FullDisk.Caused(error))
        {
            errors.Print(TemporarySpace.Full($"there is no space left: {error.Message}", error));
            return (int)ErrorCode.DiskFull.ExitCode();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            host.Error.WriteLine("perfgate: interrupted; children are stopped and temporary files are removed.");
            return (int)ExitCode.Interrupted;
        }
#pragma warning disable CA1031 // The last line of defence: whatever happens, the user gets a text and an exit code, not a crash dump.
        catch (Exception error)
#pragma warning restore CA1031
        {
            errors.Print(PerfGateException.Unexpected(error));
            return (int)ErrorCode.Internal.ExitCode();
        }
    }

    private static void PrintRefusal(System.CommandLine.ParseResult parsed, ErrorPrinter errors)
    {
        var command = string.Join(' ', CommandTree.PathOf(parsed));
        var next = $"'dotnet {command} --help' lists commands and options.";
        if (Correction(parsed) is { Length: > 0 } correction) next = $"{correction} {next}";

        // Of a misspelt word follow further errors: the command that it was to be is missing, and what stands behind it has no place.
        var texts = parsed.Errors.Select(error => error.Message).Distinct(StringComparer.Ordinal).ToList();
        var misspelt = parsed.UnmatchedTokens.Take(1).SelectMany(word => texts.FindAll(text => text.Contains($"'{word}'", StringComparison.Ordinal)));
        foreach (var text in misspelt.Any() ? misspelt : texts)
        {
            errors.Print(new PerfGateException(ErrorCode.InvalidArguments, command, text, next));
        }
    }

    // What the parser takes a misspelt word for.
    private static string Correction(System.CommandLine.ParseResult parsed)
    {
        if (parsed.Action is not System.CommandLine.Invocation.ParseErrorAction action) return "";
        action.ShowHelp = false;
        using var text = new StringWriter();
        parsed.Invoke(new System.CommandLine.InvocationConfiguration { Output = text, Error = TextWriter.Null });
        var words = text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Skip(1)
            .TakeWhile(word => !word.StartsWith('\''))
            .ToList();
        return words.Count == 0 ? "" : $"Did you mean {string.Join(" or ", words.Select(word => $"'{word}'"))}?";
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
