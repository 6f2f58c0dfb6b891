using System.Text.Json;
using System.Text.Json.Serialization;
using BenchmarkDotNet.Attributes;

namespace Toolbox;

public partial class JsonBenchmarks
{
    private readonly Order _order = new(4711, "open", [.. Enumerable.Range(1, 20).Select(i => new Item($"article {i}", i, i * 1.25))]);
    private byte[] _json = [];

    [GlobalSetup]
    public void Setup() => _json = JsonSerializer.SerializeToUtf8Bytes(_order, Known.Default.Order);

    [Benchmark]
    public byte[] Serialize() => JsonSerializer.SerializeToUtf8Bytes(_order, Known.Default.Order);

    [Benchmark]
    public Order? Deserialize() => JsonSerializer.Deserialize(_json, Known.Default.Order);

    [Benchmark]
    public int ParseDocument()
    {
        using var document = JsonDocument.Parse(_json);
        return document.RootElement.GetProperty("Items").GetArrayLength();
    }

    [Benchmark]
    public int ReadTokens()
    {
        var reader = new Utf8JsonReader(_json);
        var tokens = 0;
        while (reader.Read()) tokens++;
        return tokens;
    }

    public sealed record Item(string Name, int Count, double Price);

    public sealed record Order(int Number, string State, Item[] Items);

    [JsonSerializable(typeof(Order))]
    private sealed partial class Known : JsonSerializerContext;
}
