using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PerfGate.Analysis.Policy;

namespace PerfGate.Tool.Checking;

/// <summary>
/// What a policy has to do with measuring: which metrics are looked at, and from which change on a benchmark is measured again. It must not
/// change once data were seen.
/// </summary>
internal static class MeasuringLimits
{
    /// <summary>The same for policies that measure alike; what only judges (fail-on, acceptances) has no part in it.</summary>
    public static string Digest(GatePolicy policy)
    {
        var text = new StringBuilder();
        Add(policy.Metrics.Order(StringComparer.Ordinal));
        Add([policy.Limits.Minor, policy.Limits.Major, policy.Limits.Critical, policy.ExactTolerance]);
        foreach (var rule in policy.Rules) Add([rule.Pattern, rule.Metric, rule.Minor, rule.Major, rule.Critical, rule.Tolerance]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];

        void Add(IEnumerable<object?> values) => text
            .AppendJoin('\t', values.Select(value => string.Create(CultureInfo.InvariantCulture, $"{value}")))
            .Append('\n');
    }
}
