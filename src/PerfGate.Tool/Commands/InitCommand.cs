using System.CommandLine;
using System.Text;
using System.Text.Json;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Files;
using PerfGate.Tool.Phrasing;
using PerfGate.Tool.Reporting;
using PerfGate.Tool.Suites;

namespace PerfGate.Tool.Commands;

/// <summary><c>perfgate init</c>: writes a configuration with its schema, and workflows.</summary>
internal static class InitCommand
{
    private const string SchemaName = "perfgate.schema.json";

    // One measures what a pull request brings and may only read; the other may comment and runs nothing of it.
    private static readonly string[] Workflows = ["perfgate.yml", "perfgate-comment.yml", "perfgate-baseline.yml"];

    public static Command Create(Host host)
    {
        var common = new CommonOptions();
        var force = new Option<bool>("--force") { Description = "Overwrite files that exist." };
        var command = new CommandWithExamples(
            "init",
            "Write perfgate.json, its schema, and GitHub workflows; nothing that exists is overwritten.",
            new Example("dotnet perfgate init", "in the top folder of a repository"))
        {
            force,
        };
        command.Options.Add(common.Project);
        command.SetAction(parsed =>
        {
            return (int)Run(host, Given.Texts(parsed.GetValue(common.Project)), parsed.GetValue(force));
        });
        return command;
    }

    private static ExitCode Run(Host host, string[] named, bool force)
    {
        var folder = host.WorkingDirectory;
        var top = RepositoryAbove(folder);
        var projects = named.Length > 0
            ? SuiteDiscovery.Locate([.. named.Select(path => Path.GetFullPath(path, folder))], folder)
            : SuiteDiscovery.Find(folder);
        (string Path, string Content)[] files =
        [
            (ConfigurationReader.FileName, ConfigurationFor(projects, folder)),
            (SchemaName, Template(SchemaName)),
            .. top is null ? Workflows.Select(name => (Path.Combine(".github", "workflows", name), Template(name))) : [],
        ];

        // All or nothing: a half-made set-up would be worse than none.
        var existing = files.Where(file => File.Exists(Path.Combine(folder, file.Path))).Select(file => file.Path).ToList();
        if (existing.Count > 0 && !force)
        {
            throw new PerfGateException(
                ErrorCode.FileExists,
                existing[0],
                existing.Count == 1 ? "the file exists" : $"these files exist: {string.Join(", ", existing)}",
                "Use --force to overwrite, which loses what is in them.");
        }

        WriteAll(folder, files, existing);
        foreach (var (path, _) in files) host.Out.WriteLine($"wrote {path}");
        if (projects.Count == 0)
        {
            host.Out.WriteLine(
                "No project here references BenchmarkDotNet yet: name it under \"projects\" in perfgate.json once there is one.");
        }
        if (top is not null)
        {
            host.Out.WriteLine(SafeText.Line(
                $"wrote no workflows: GitHub reads them in {top} alone. Run 'dotnet perfgate init' there, or let a workflow there use the "
                    + "action with this folder as its 'working-directory'."));
        }
        host.Out.WriteLine("Next: 'dotnet perfgate check --against HEAD' measures the working tree beside its last commit.");
        return ExitCode.Pass;
    }

    /// <summary>The top folder of the repository that a folder lies in; null where it is the top itself, or in none.</summary>
    private static string? RepositoryAbove(string folder)
    {
        var at = folder;
        while (at is not null && !Path.Exists(Path.Combine(at, ".git"))) at = Path.GetDirectoryName(at);
        return string.Equals(at, folder, StringComparison.Ordinal) ? null : at;
    }

    private static void WriteAll(string folder, (string Path, string Content)[] files, List<string> existing)
    {
        var written = new List<string>();
        try
        {
            foreach (var (path, content) in files)
            {
                var bytes = Encoding.UTF8.GetBytes(content);
                AtomicFile.Write(Path.Combine(folder, path), ErrorCode.ConfigurationNotWritten, stream => stream.Write(bytes));
                written.Add(path);
            }
        }
        catch (PerfGateException)
        {
            // What was overwritten was to be; without it there would be less than before.
            foreach (var path in written.Except(existing, StringComparer.Ordinal)) File.Delete(Path.Combine(folder, path));
            throw;
        }
    }

    private static string ConfigurationFor(IReadOnlyList<SuiteProject> projects, string folder)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            writer.WriteString("$schema", "./" + SchemaName);
            writer.WriteStartArray("projects");
            foreach (var project in projects) writer.WriteStringValue(Path.GetRelativePath(folder, project.Path).Replace('\\', '/'));
            writer.WriteEndArray();
            writer.WriteStartObject("gate");
            var policy = new GatePolicy();
            writer.WriteString("failOn", Wording.Word(policy.FailOn));
            writer.WriteString("minor", new Percentage(policy.Limits.Minor).ToString());
            writer.WriteString("major", new Percentage(policy.Limits.Major).ToString());
            writer.WriteString("critical", new Percentage(policy.Limits.Critical).ToString());
            writer.WriteEndObject();
            writer.WriteStartArray("rules");
            writer.WriteEndArray();
            writer.WriteStartArray("accepted");
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static string Template(string name)
    {
        using var stream = typeof(InitCommand).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
