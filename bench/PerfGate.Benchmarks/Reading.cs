using BenchmarkDotNet.Attributes;
using PerfGate.Analysis.Model;
using PerfGate.Tool.Results;

namespace PerfGate.Benchmarks;

/// <summary>From a file to results.</summary>
public class Reading
{
    private readonly ResultSet _results = Suite.Results(100, 1);
    private string _file = "";

    [GlobalSetup]
    public void Write()
    {
        _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".json");
        ResultSetFile.Write(_file, _results);
    }

    [GlobalCleanup]
    public void Delete() => File.Delete(_file);

    [Benchmark]
    public int ReadHundred() => ResultReader.Read([_file]).Benchmarks.Length;

    [Benchmark]
    public void WriteHundred() => ResultSetJson.Write(Stream.Null, _results);
}
