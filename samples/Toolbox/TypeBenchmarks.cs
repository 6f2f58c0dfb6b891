using BenchmarkDotNet.Attributes;

namespace Toolbox;

[GenericTypeArguments(typeof(int))]
[GenericTypeArguments(typeof(string))]
public class GenericBenchmarks<T>
{
    private readonly List<T> _list = [.. Enumerable.Range(0, 500).Select(i => (T)Convert.ChangeType(i, typeof(T), System.Globalization.CultureInfo.InvariantCulture))];

    [Benchmark]
    public T[] Copy() => [.. _list];
}

public static class Containers
{
    public class StackBenchmarks
    {
        private readonly Stack<int> _stack = new();

        [Benchmark]
        public int PushAndPop()
        {
            for (var i = 0; i < 200; i++) _stack.Push(i);
            var sum = 0;
            while (_stack.TryPop(out var value)) sum += value;
            return sum;
        }
    }
}
