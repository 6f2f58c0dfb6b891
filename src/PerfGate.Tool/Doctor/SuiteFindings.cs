using System.Text.Json.Nodes;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Phrasing;
using PerfGate.Tool.Suites;
using PerfGate.Tool.Suites.Building;

namespace PerfGate.Tool.Doctor;

/// <summary>The benchmark projects that a check would run, and how.</summary>
internal static class SuiteFindings
{
    // Each is evaluated by MSBuild, which takes a second or two.
    private const int MostProjects = 8;

    /// <param name="context">What was asked for.</param>
    /// <param name="isInRepository">Whether a check could run here at all.</param>
    /// <param name="cancellationToken">Ends MSBuild.</param>
    public static async Task<IReadOnlyList<Finding>> OfAsync(
        CommandContext context, bool isInRepository, CancellationToken cancellationToken)
    {
        var settings = context.Settings;
        try
        {
            if (!isInRepository && settings.Projects.Count == 0)
            {
                const string advice = "Name one with --project to see how it would be measured.";
                return [new Finding(Area.Suites, "projects", Mark.Note, "not looked for outside a repository", advice)];
            }

            var projects = SuiteDiscovery.Resolve(settings.Projects, settings.ConfigurationFolder);
            var findings = new List<Finding>();
            foreach (var project in projects.Take(MostProjects)) findings.Add(await OfAsync(context, project, cancellationToken));
            var rest = projects.Count - MostProjects;
            if (rest > 0) findings.Add(new Finding(Area.Suites, "projects", Mark.Ok, $"and {Phrase.Count(rest, "further project")}"));
            return findings;
        }
        catch (PerfGateException problem)
        {
            return [Finding.Of(Area.Suites, "projects", problem)];
        }
    }

    private static async Task<Finding> OfAsync(CommandContext context, SuiteProject project, CancellationToken cancellationToken)
    {
        if (!File.Exists(project.Path))
            return Problem(project, $"{project.Path} is not there", "Check the path.", ErrorCode.ProjectNotFound);
        var (evaluated, _) = await ProjectEvaluation.AskAsync(project, context.Settings.Framework, cancellationToken);
        return Judge(project, evaluated, context.Settings.LaunchArguments is not null);
    }

    /// <summary>The finding for a project.</summary>
    /// <param name="project">The project.</param>
    /// <param name="evaluated">What MSBuild knows of it.</param>
    /// <param name="ownLaunches">Whether the configuration says how a launch is run.</param>
    public static Finding Judge(SuiteProject project, ProjectEvaluation? evaluated, bool ownLaunches)
    {
        if (evaluated is null)
            return Problem(project, "MSBuild cannot evaluate it", $"'dotnet build {project.Path}' says why.", ErrorCode.SuiteDoesNotBuild);

        var inLockstep = !ownLaunches && evaluated.CanTakeTurns;
        var values = new JsonObject
        {
            ["project"] = project.Path,
            ["framework"] = evaluated.Framework,
            ["benchmarkDotNet"] = evaluated.BenchmarkDotNet,
            ["lockstep"] = inLockstep,
        };
        var version = evaluated.BenchmarkDotNet switch
        {
            null => "BenchmarkDotNet by way of another project",
            "" => "BenchmarkDotNet",
            var known => $"BenchmarkDotNet {known}",
        };
        var (way, next) = (inLockstep, ownLaunches) switch
        {
            (true, _) => ("in lockstep", null),
            (_, true) => (
                "by whole launches, as measure.arguments says how they are run",
                "Leave measure.arguments out of perfgate.json: lockstep sees smaller changes in less time."),
            _ => (
                "by whole launches, as lockstep needs .NET 6 or later",
                "Measure a newer framework with --framework where the project has one."),
        };
        var facts = new[] { SafeText.Name(evaluated.Framework), SafeText.Name(version), way };
        var fact = string.Join(", ", facts.Where(text => text.Length > 0));
        return new Finding(Area.Suites, project.Name, inLockstep ? Mark.Ok : Mark.Note, fact, next) { Values = values };
    }

    private static Finding Problem(SuiteProject project, string fact, string next, ErrorCode code) =>
        new(Area.Suites, project.Name, Mark.Problem, fact, next, code);
}
