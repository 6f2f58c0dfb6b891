using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using BenchmarkDotNet.Attributes;

namespace Toolbox;

public partial class TextBenchmarks
{
    private readonly string[] _words = [.. Enumerable.Range(0, 200).Select(i => "word" + (i * 7919 % 1009).ToString(CultureInfo.InvariantCulture))];
    private string _line = "";
    private byte[] _utf8 = [];

    [GlobalSetup]
    public void Setup()
    {
        _line = string.Join(',', _words);
        _utf8 = Encoding.UTF8.GetBytes(_line);
    }

    [Benchmark]
    public int Split() => _line.Split(',').Length;

    [Benchmark]
    public string Join() => string.Join(';', _words);

    [Benchmark]
    public string Replace() => _line.Replace("word", "w", StringComparison.Ordinal);

    [Benchmark]
    public int IndexOf() => _line.IndexOf("word99,", StringComparison.Ordinal);

    [Benchmark]
    public string Build()
    {
        var text = new StringBuilder();
        foreach (var word in _words) text.Append(word).Append('\n');
        return text.ToString();
    }

    [Benchmark]
    public string Format() => string.Create(CultureInfo.InvariantCulture, $"{_words[3]}: {1234.5678:0.00} of {98765:N0}");

    [Benchmark]
    public int ParseNumbers()
    {
        var sum = 0;
        foreach (var word in _words) sum += int.Parse(word.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture);
        return sum;
    }

    [Benchmark]
    public int CountMatches() => Digits().Count(_line);

    [Benchmark]
    public byte[] EncodeUtf8() => Encoding.UTF8.GetBytes(_line);

    [Benchmark]
    public string DecodeUtf8() => Encoding.UTF8.GetString(_utf8);

    [GeneratedRegex("[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
