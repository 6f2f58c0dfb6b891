using System.Globalization;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Configuration;

/// <summary>What a configuration has to keep beyond the kinds of its values.</summary>
/// <param name="text">What stands in the file.</param>
internal sealed class ConfigurationCheck(ConfigurationText text)
{
    /// <summary>Matching takes the time of a name's length times the pattern's.</summary>
    public const int LongestPattern = 1_000;

    /// <exception cref="PerfGateException">A value makes no sense.</exception>
    public void Run(ConfigurationFile content)
    {
        var (gate, measure) = (content.Gate, content.Measure);
        CheckNames("projects", content.Projects);
        CheckNames("filter", content.Filter);
        CheckEntries("measure.arguments", measure?.Arguments);
        CheckNames("gate.metrics", gate?.Metrics);

        // A gate that looks at nothing would let everything pass.
        if (gate?.Metrics is []) throw Invalid("gate.metrics", " is empty: name what is compared, for example time, or leave it out");
        CheckEntries("rules", content.Rules);
        CheckEntries("accepted", content.Accepted);
        CheckOrder("gate", gate?.Minor, gate?.Major, gate?.Critical, SeverityLimits.Default);
        var general = Settings.LimitsOf(gate);
        for (var i = 0; i < (content.Rules?.Count ?? 0); i++)
        {
            var rule = content.Rules![i];
            CheckPattern($"rules[{i}].pattern", rule.Pattern);
            CheckOrder($"rules[{i}]", rule.Minor, rule.Major, rule.Critical, general);
        }

        for (var i = 0; i < (content.Accepted?.Count ?? 0); i++)
        {
            var accepted = content.Accepted![i];
            CheckPattern($"accepted[{i}].pattern", accepted.Pattern);
            CheckFilled($"accepted[{i}].metric", accepted.Metric, "name the metric, for example time");
            CheckFilled($"accepted[{i}].reason", accepted.Reason, "say why it is accepted");
        }

        CheckNumber("measure.launches", measure?.Launches, 1);
        CheckNumber("measure.maxPairs", measure?.MaxPairs, MeasureSettings.FewestPairs);
    }

    private void CheckEntries<T>(string place, IReadOnlyList<T>? entries)
        where T : class
    {
        for (var i = 0; i < (entries?.Count ?? 0); i++)
        {
            if (entries![i] is null) throw Invalid($"{place}[{i}]", " is null");
            if (entries[i] is string entry && entry.Contains('\0', StringComparison.Ordinal))
            {
                throw Invalid($"{place}[{i}]", " holds a null character, which no name has");
            }
        }
    }

    private void CheckNames(string place, IReadOnlyList<string>? names)
    {
        CheckEntries(place, names);
        for (var i = 0; i < (names?.Count ?? 0); i++) CheckFilled($"{place}[{i}]", names![i], "write a name, or remove the entry");
    }

    private void CheckFilled(string place, string value, string wanted)
    {
        if (string.IsNullOrWhiteSpace(value)) throw Invalid(place, $" is empty: {wanted}");
    }

    private void CheckPattern(string place, string pattern)
    {
        CheckFilled(place, pattern, "write '*' for every benchmark");
        if (pattern.Length > LongestPattern) throw Invalid(place, " is longer than any benchmark's name");
    }

    private void CheckNumber(string place, int? number, int least)
    {
        if (number is not { } value || (value >= least && value <= MeasureSettings.MostLaunches)) return;
        throw Invalid(
            place, string.Create(CultureInfo.InvariantCulture, $" must lie between {least} and {MeasureSettings.MostLaunches}"));
    }

    private void CheckOrder(string place, Percentage? minor, Percentage? major, Percentage? critical, SeverityLimits general)
    {
        var limits = new[] { minor?.Fraction ?? general.Minor, major?.Fraction ?? general.Major, critical?.Fraction ?? general.Critical };
        if (limits[0] <= 0) throw Invalid($"{place}.minor", " must be more than 0%");
        if (limits[0] > limits[1] || limits[1] > limits[2])
        {
            var found = string.Join(", ", limits.Select(limit => new Percentage(limit)));
            throw Invalid(place, $": the limits must rise from minor to major to critical, but are {found}");
        }
    }

    private PerfGateException Invalid(string place, string problem) => text.Refuse(place, place + problem);
}
