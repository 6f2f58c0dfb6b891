using System.Globalization;
using System.Text;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Phrasing;

namespace PerfGate.Tool.Reporting;

/// <summary>Service messages of TeamCity: a statistic a measured value, and a build problem when the gate fails.</summary>
internal static class TeamCityMessages
{
    // TeamCity cuts a longer description.
    private const int DescriptionLimit = 4_000;

    public static void Write(Report report, TextWriter writer)
    {
        foreach (var value in MetricValues.Of(report)) writer.WriteLine(Statistic(value));
        if (report.Result.Failure != FailureCause.None || report.SuiteFailures.Length > 0) writer.WriteLine(Problem(report));
    }

    // TeamCity takes four decimal places.
    private static string Statistic(MetricValue value)
    {
        var number = value.Value.ToString("0.####", CultureInfo.InvariantCulture);
        return $"##teamcity[buildStatisticValue key='{Escaped($"{value.Benchmark} {value.Metric}")}' value='{number}']";
    }

    private static string Problem(Report report)
    {
        var text = SafeText.Clean($"PerfGate: {Wording.Headline(report)}", DescriptionLimit);
        return $"##teamcity[buildProblem identity='perfgate' description='{Escaped(text)}']";
    }

    public static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            escaped.Append(character switch
            {
                '\'' => "|'",
                '|' => "||",
                '[' => "|[",
                ']' => "|]",
                '\n' => "|n",
                '\r' => "|r",
                > '\u007F' => string.Create(CultureInfo.InvariantCulture, $"|0x{(int)character:X4}"),
                _ => character.ToString(),
            });
        }

        return escaped.ToString();
    }
}
