using System.Collections.Immutable;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Results;

/// <summary>Reads a result set in one pass. Properties that are unknown are left to later versions.</summary>
internal sealed class ResultSetParser
{
    private static readonly PropertyNames RootNames = new("schema", "provenance", "environment", "warnings", "metrics", "benchmarks");
    private static readonly PropertyNames BenchmarkNames = new("benchmark", "failure", "samples");
    private static readonly PropertyNames IdNames = new("suite", "namespace", "type", "method", "parameters", "job", "runtime");

    private readonly ResultSetMetrics _metrics = new();
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly List<BenchmarkResult> _benchmarks = [];

    public static ResultSet Parse(ref JsonCursor json) => new ResultSetParser().ReadRoot(ref json);

    private ResultSet ReadRoot(ref JsonCursor json)
    {
        var provenance = new Provenance();
        var environment = new HostEnvironment();
        var warnings = ImmutableArray<string>.Empty;
        string? schema = null;
        uint seen = 0;
        json.EnterObject("Result set");
        while (json.NextProperty(RootNames, ref seen, out var name))
        {
            switch (name)
            {
                case "schema":
                    schema = ReadSchema(ref json);
                    break;
                case "provenance":
                    provenance = ResultSetFacts.ReadProvenance(ref json);
                    break;
                case "environment":
                    environment = ResultSetFacts.ReadEnvironment(ref json);
                    break;
                case "warnings":
                    warnings = ResultSetFacts.ReadWarnings(ref json);
                    break;
                case "metrics":
                    _metrics.ReadDefinitions(ref json);
                    break;
                default:
                    ReadBenchmarks(ref json);
                    break;
            }
        }

        if (schema is null) throw json.Refuse($"The result set has no \"schema\"; \"{ResultSetJson.Schema}\" was expected.");
        return new ResultSet(provenance, environment, _metrics.Resolve(ref json, _benchmarks), warnings);
    }

    private static string ReadSchema(ref JsonCursor json)
    {
        var schema = json.Text();
        if (schema == ResultSetJson.Schema) return schema;
        var refusal = json.Refuse($"The schema is \"{schema}\"; \"{ResultSetJson.Schema}\" was expected.");
        throw new PerfGateException(refusal.Code, refusal.Origin, refusal.Message,
            "Read it with the version of PerfGate that wrote it, or measure again.");
    }

    private void ReadBenchmarks(ref JsonCursor json)
    {
        if (!json.EnterArray("\"benchmarks\"")) return;
        while (json.NextItem()) _benchmarks.Add(ReadBenchmark(ref json));
    }

    private BenchmarkResult ReadBenchmark(ref JsonCursor json)
    {
        var suite = "";
        BenchmarkId? id = null;
        string? failure = null;
        var metrics = ImmutableArray<MetricSamples>.Empty;
        var start = json.Position;
        uint seen = 0;
        if (!json.EnterObject("Benchmark")) throw json.Refuse("Benchmark: an object was expected here.");
        while (json.NextProperty(BenchmarkNames, ref seen, out var name))
        {
            switch (name)
            {
                case "benchmark":
                    (suite, id) = ReadId(ref json);
                    break;
                case "failure":
                    failure = json.Text();
                    break;
                default:
                    metrics = _metrics.ReadSamples(ref json, _benchmarks.Count);
                    break;
            }
        }

        if (id is not { Type.Length: > 0, Method.Length: > 0 })
        {
            throw json.Refuse("\"benchmark\" with \"type\" and \"method\" was expected in this object.", start);
        }

        return new BenchmarkResult(id, suite, metrics, failure ?? (metrics.IsEmpty ? "The result set holds no measurement of it" : null));
    }

    private (string Suite, BenchmarkId Id) ReadId(ref JsonCursor json)
    {
        // Benchmarks of one type stand beside each other.
        var (before, id) = _benchmarks is [.., var last] ? (last.Suite, last.Id) : ("", new BenchmarkId("", "", ""));
        string suite = "", space = "", type = "", method = "", parameters = "", job = "", runtime = "";
        uint seen = 0;
        if (json.EnterObject("\"benchmark\""))
        {
            while (json.NextProperty(IdNames, ref seen, out var name))
            {
                switch (name)
                {
                    case "suite": suite = Shared(ref json, before); break;
                    case "namespace": space = Shared(ref json, id.Namespace); break;
                    case "type": type = Shared(ref json, id.Type); break;
                    case "method": method = json.Text(id.Method) ?? ""; break;
                    case "parameters": parameters = Shared(ref json, id.Parameters); break;
                    case "job": job = Shared(ref json, id.Job); break;
                    default: runtime = Shared(ref json, id.Runtime); break;
                }
            }
        }

        return (suite, new BenchmarkId(space, type, method, parameters, job, runtime));
    }

    /// <summary>One instance of each text: suites, types and jobs stand in thousands of benchmarks.</summary>
    private string Shared(ref JsonCursor json, string likely)
    {
        var text = json.Text(likely) ?? "";
        if (ReferenceEquals(text, likely)) return text;
        if (_texts.TryGetValue(text, out var shared)) return shared;
        _texts.Add(text, text);
        return text;
    }
}
