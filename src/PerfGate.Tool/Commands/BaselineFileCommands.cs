using System.CommandLine;
using System.Globalization;
using PerfGate.Tool.Baselines;
using PerfGate.Tool.Checking;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Files;
using PerfGate.Tool.Phrasing;

namespace PerfGate.Tool.Commands;

/// <summary><c>perfgate baseline export</c> and <c>import</c>: records as a file, for where no git goes.</summary>
internal static class BaselineFileCommands
{
    public static CommandWithExamples Export(Host host)
    {
        var common = new CommonOptions();
        var commit = new Argument<string>("commit") { Description = "Commit whose records are exported." };
        var file = new Argument<string>("file") { Description = "File to write: one record a line, as they are stored." };
        var command = new CommandWithExamples(
            "export",
            "Write the records of a commit to a file.",
            new Example("dotnet perfgate baseline export HEAD base.ndjson", "to carry it elsewhere")) { commit, file };
        common.AddGeneral(command);
        command.SetAction(async (parsed, cancellationToken) =>
            (int)await ExportAsync(
                CommandContext.Create(host, common.Read(parsed)),
                Given.Text(parsed, commit, "Name a commit, for example HEAD."),
                parsed.GetRequiredValue(file),
                cancellationToken));
        return command;
    }

    public static CommandWithExamples Import(Host host)
    {
        var common = new CommonOptions();
        var file = new Argument<string>("file") { Description = "File that 'export' wrote." };
        var command = new CommandWithExamples(
            "import",
            "Read records from a file into this repository.",
            new Example("dotnet perfgate baseline import base.ndjson", "what is there already is kept")) { file };
        common.AddGeneral(command);
        command.SetAction(async (parsed, cancellationToken) =>
            (int)await ImportAsync(CommandContext.Create(host, common.Read(parsed)), parsed.GetRequiredValue(file), cancellationToken));
        return command;
    }

    private static async Task<ExitCode> ExportAsync(CommandContext context, string commit, string file, CancellationToken cancellationToken)
    {
        var repository = await Revisions.OpenAsync(context, cancellationToken);
        var (lines, warnings) = await new BaselineStore(repository, context.Host.Clock).ExportAsync(commit, cancellationToken);
        foreach (var warning in warnings) context.Errors.Warn(warning);
        if (lines.Lines.IsEmpty) throw BaselineCommand.NothingRecorded(commit);
        AtomicFile.Write(context.PathOf(file), ErrorCode.ExportNotWritten, stream => stream.Write(lines.ToBytes()));
        context.Host.Out.WriteLine($"wrote {Phrase.Count(lines.Lines.Length, "record")} to {file}");
        return ExitCode.Pass;
    }

    private static async Task<ExitCode> ImportAsync(CommandContext context, string file, CancellationToken cancellationToken)
    {
        var repository = await Revisions.OpenAsync(context, cancellationToken);
        var import = BaselineImport.Read(context.PathOf(file), repository);
        if (import.Count > 0)
            await new BaselineStore(repository, context.Host.Clock)
                .MergeAsync(
                    import.Notes, string.Create(CultureInfo.InvariantCulture, $"Import {import.Count} records\n"), cancellationToken);
        context.Host.Out.WriteLine(
            $"imported {Phrase.Count(import.Count, "record")} of {Phrase.Count(import.Notes.Count, "commit")}");
        foreach (var (line, problem) in import.Problems)
            context.Errors.Print(string.Create(CultureInfo.InvariantCulture, $"{file}({line})"), ErrorCode.ImportNotRead, problem);
        return import.Problems.Count == 0 ? ExitCode.Pass : ErrorCode.ImportNotRead.ExitCode();
    }
}
