using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PerfGate.Analysis.Policy;
using PerfGate.Tool.Reporting;

namespace PerfGate.Tool.Publishing;

/// <summary>What later steps of a job can ask for.</summary>
internal static class StepOutputs
{
    /// <summary>Verdict, counts and where the report is.</summary>
    public static IEnumerable<(string Name, string Value)> Of(Report report, string? reportPath, Uri? comment)
    {
        var result = report.Result;
        yield return ("verdict", Wording.Word(result.Verdict));
        yield return ("exit-code", Number((int)report.ExitCode));
        yield return ("comparisons", Number(result.Findings.Length));
        yield return ("regressions", Number(result.Count(Outcome.Minor) + result.Count(Outcome.Major) + result.Count(Outcome.Critical)));
        yield return ("minor", Number(result.Count(Outcome.Minor)));
        yield return ("major", Number(result.Count(Outcome.Major)));
        yield return ("critical", Number(result.Count(Outcome.Critical)));
        yield return ("improvements", Number(result.Count(Outcome.Improved)));
        yield return ("inconclusive", Number(result.Count(Outcome.Inconclusive)));
        yield return ("failed", Number(result.Count(Outcome.Failed)));
        yield return ("report", reportPath ?? "");
        yield return ("comment-url", comment?.AbsoluteUri ?? "");
    }

    /// <summary>The form of the runner's file: no value can end its own block, as nobody knows the delimiter.</summary>
    public static string Text(IEnumerable<(string Name, string Value)> outputs)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in outputs)
        {
            var delimiter = "perfgate_" + RandomNumberGenerator.GetHexString(32, lowercase: true);
            text.Append(name).Append("<<").Append(delimiter).Append('\n').Append(value).Append('\n').Append(delimiter).Append('\n');
        }

        return text.ToString();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
