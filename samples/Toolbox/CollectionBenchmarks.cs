using System.Globalization;
using BenchmarkDotNet.Attributes;

namespace Toolbox;

public class CollectionBenchmarks
{
    private int[] _numbers = [];
    private string[] _keys = [];
    private Dictionary<string, int> _table = [];
    private HashSet<int> _set = [];

    [Params(100, 1000)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(7);
        _numbers = [.. Enumerable.Range(0, Size).Select(_ => random.Next())];
        _keys = [.. _numbers.Select(number => "key" + number.ToString(CultureInfo.InvariantCulture))];
        _table = _keys.Distinct(StringComparer.Ordinal).ToDictionary(key => key, key => key.Length, StringComparer.Ordinal);
        _set = [.. _numbers];
    }

    [Benchmark]
    public int LookUp()
    {
        var sum = 0;
        foreach (var key in _keys) sum += _table[key];
        return sum;
    }

    [Benchmark]
    public int Contains()
    {
        var found = 0;
        foreach (var number in _numbers)
        {
            if (_set.Contains(number + 1)) found++;
        }

        return found;
    }

    [Benchmark]
    public int[] Sort()
    {
        int[] copy = [.. _numbers];
        Array.Sort(copy);
        return copy;
    }

    [Benchmark]
    public long Query() => _numbers.Where(number => (number & 1) == 0).Select(number => (long)number / 3).Sum();

    [Benchmark]
    public int Group() => _numbers.GroupBy(number => number % 17).Count();

    [Benchmark]
    public List<int> Append()
    {
        var list = new List<int>();
        foreach (var number in _numbers) list.Add(number);
        return list;
    }
}
