using PerfGate.Tool.Errors;
using PerfGate.Tool.Suites.Building;

namespace PerfGate.Tool.Suites.Lockstep;

/// <summary>Asks a suite's host which cases there are.</summary>
internal static class LockstepCases
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <exception cref="SuiteFailedException">The host could not say.</exception>
    public static async Task<IReadOnlyList<LockstepCase>> ListAsync(
        BuiltSuite suite, IReadOnlyList<string> filter, SuiteLog log, CancellationToken cancellationToken)
    {
        const string announcement = "case ";
        try
        {
            await using var host = await HostProcess.StartAsync(suite, "list", filter, log, Limit, cancellationToken);
            var cases = new List<LockstepCase>();
            while (await host.ReceiveAsync() is var line && line != "end")
            {
                if (line.StartsWith(announcement, StringComparison.Ordinal)) cases.Add(LockstepCase.Parse(line[announcement.Length..]));
            }

            await host.EndAsync();
            return cases;
        }
        catch (HostFailedException problem)
        {
            throw new SuiteFailedException(log.Failure(
                suite.Project.Name, ErrorCode.SuiteFailed, $"the suite's benchmarks cannot be listed: {problem.Message}"));
        }
    }
}
