using System.Text;
using PerfGate.Analysis.Policy;
using PerfGate.Fuzzing.Seeds;
using PerfGate.Tool.Configuration;
using PerfGate.Tool.Errors;

namespace PerfGate.Fuzzing.Readers;

/// <summary>perfgate.json.</summary>
internal static class ConfigurationReaders
{
    private static readonly string[] Files =
    [
        """
        {
          "$schema": "./perfgate.schema.json",
          // Comments are taken.
          "projects": ["bench/A.csproj"],
          "framework": "net10.0",
          "filter": ["*Parser*"],
          "environment": "nightly",
          "measure": { "launches": 3, "mode": "auto", "budget": "10m", "maxPairs": 16,
            "timeout": "5m", "benchmarksFrom": "own", "arguments": ["--job", "short"] },
          "gate": { "failOn": "major", "severity": "balanced", "minor": "10%", "major": "25%", "critical": "50%",
            "tolerance": "0.1%", "missing": "fail", "inconclusive": "warn", "metrics": ["time", "allocated"] },
          "rules": [
            { "pattern": "*Parser*", "metric": "time", "minor": "3%", "failOn": "minor" },
            { "pattern": "*", "major": "30%", "critical": "60%", "tolerance": "1%", "missing": "ignore" },
          ],
          "accepted": [
            { "pattern": "*.Parse*", "metric": "time", "upTo": "45%", "reason": "reads the new format as well", "until": "2027-03-31" }
          ],
          "publish": { "when": "auto", "comment": "changes", "key": "a", "checkRun": true, "required": false }
        }
        """,
        """{ "gate": { "failOn": "minor" } }""",
        """{ "accepted": null, "rules": [] }""",
        "{\n}\n",
    ];

    public static Reader Create(Scratch scratch) =>
        new("configuration", InputShape.Json, () => Files.Select(Encoding.UTF8.GetBytes), bytes => Read(scratch, bytes))
        {
            Words =
            [
                "10%", "NaN%", "Infinity%", "1e3%", "-0%", "0%", "1000000%", "**?*", "2027-02-30", "failOn", "never", "10m", "NaNm", "1.5h",
            ],
        };

    private static Reading Read(Scratch scratch, byte[] bytes)
    {
        var path = scratch.Write(ConfigurationReader.FileName, bytes);
        var settings = Resolved(path, scratch.Folder);
        return new Reading(Accepted: true, "read", () => Later(settings, path));
    }

    private static Settings Resolved(string path, string folder) => Settings.Resolve(
        new CommandLineValues(), new Dictionary<string, string>(StringComparer.Ordinal), ConfigurationReader.Load(path, folder), folder);

    private static IEnumerable<string> Later(Settings settings, string path)
    {
        CheckNumbers(settings);
        var entry = new AcceptedEntry
        {
            Pattern = "*.New",
            Metric = "time",
            UpTo = new Percentage(0.15),
            Reason = "why \"not\"",
            Until = new DateOnly(2027, 1, 1),
        };
        Steps.Time("accept", () =>
        {
            ConfigurationEditor.Accept(path, entry);
            return true;
        });
        try
        {
            Resolved(path, Path.GetDirectoryName(path)!);
        }
        catch (PerfGateException problem)
        {
            throw new BrokenPromiseException("A configuration is refused after an acceptance was added.", problem);
        }

        return Afterwards.Of(settings.Policy);
    }

    // What is no number is above no limit: a limit of that kind would switch the gate off in silence.
    private static void CheckNumbers(Settings settings)
    {
        var policy = settings.Policy;
        double?[] numbers =
        [
            .. Numbers(policy.Limits), policy.ExactTolerance,
            .. policy.Rules.SelectMany(rule => new[] { rule.Minor, rule.Major, rule.Critical, rule.Tolerance }),
            .. policy.Accepted.Select(accepted => (double?)accepted.UpTo),
            settings.Measure.Timeout.TotalSeconds, settings.Measure.Budget?.TotalSeconds,
        ];
        var areFinite = Array.TrueForAll(numbers, number => number is not { } value || double.IsFinite(value));
        Promise.Holds(areFinite, "A limit is no finite number.");
    }

    private static IEnumerable<double?> Numbers(SeverityLimits limits) => [limits.Minor, limits.Major, limits.Critical];
}
