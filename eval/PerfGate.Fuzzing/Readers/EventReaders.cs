using System.Text;
using PerfGate.Fuzzing.Running;
using PerfGate.Fuzzing.Seeds;
using PerfGate.Tool.Errors;
using PerfGate.Tool.Publishing;

namespace PerfGate.Fuzzing.Readers;

/// <summary>The payload of a workflow's event, read as each kind of event.</summary>
internal static class EventReaders
{
    private static readonly string[] Kinds = ["pull_request", "push", "merge_group", "workflow_run", "schedule"];

    private static readonly string[] Payloads =
    [
        """
        {"action":"synchronize","pull_request":{"number":7,"head":{"sha":"SHA","ref":"topic",
        "repo":{"full_name":"octo/widgets","owner":{"login":"octo"}}}}}
        """,
        """{"after":"SHA","before":null,"commits":[]}""",
        """{"merge_group":{"head_sha":"SHA","base_sha":"SHA"}}""",
        """
        {"action":"completed","workflow_run":{"id":400,"run_attempt":1,"event":"pull_request","head_sha":"SHA","head_branch":"topic",
        "head_repository":{"full_name":"octo/widgets","owner":{"login":"octo"}}}}
        """,
    ];

    public static Reader Create(Scratch scratch) =>
        new("event", InputShape.Json, () => Payloads.Select(Seed), bytes => Read(scratch.Write("event.json", bytes)));

    private static byte[] Seed(string text) => Encoding.UTF8.GetBytes(text.Replace("SHA", SampleSets.Commit, StringComparison.Ordinal));

    private static Reading Read(string path)
    {
        var outcomes = new List<string>();
        var accepted = false;
        foreach (var kind in Kinds)
        {
            try
            {
                var happened = EventReader.Read(Variables(kind, path));
                accepted |= kind != "schedule";
                outcomes.Add($"{kind} {happened.Sha?.Length} {happened.ReadOnly}");
            }
            catch (PerfGateException refusal)
            {
                outcomes.Add($"{kind} {Outcomes.Plain(refusal.Message)}");
            }
        }

        outcomes.Add($"base {EventReader.MergeGroupBase(Variables("merge_group", path))?.Length}");
        return new Reading(accepted, string.Join("; ", outcomes));
    }

    private static Dictionary<string, string> Variables(string kind, string path) => new(StringComparer.Ordinal)
    {
        ["GITHUB_EVENT_NAME"] = kind,
        ["GITHUB_EVENT_PATH"] = path,
        ["GITHUB_REPOSITORY"] = "octo/widgets",
        ["GITHUB_SHA"] = SampleSets.Commit,
        ["GITHUB_RUN_ID"] = "500",
    };
}
