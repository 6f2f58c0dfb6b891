using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(SelfTest.Benchmarks).Assembly).Run(args);

namespace SelfTest
{
    /// <summary>Three kinds of work: in the processor, in its caches, and on the heap.</summary>
    public class Benchmarks
    {
        private readonly Dictionary<int, int> _squares =
            Enumerable.Range(0, 4096).ToDictionary(number => number * 7919, number => number * number);

        private readonly byte[][] _kept = new byte[16][];

        /// <summary>A chain of dependent multiplications; its length is what the self-test changes.</summary>
        [Benchmark]
        public ulong Arithmetic()
        {
            var number = 1UL;
            for (var round = 0; round < Work.Rounds; round++) number = (number * 6364136223846793005UL) + 1442695040888963407UL;
            return number;
        }

        [Benchmark]
        public int Lookup()
        {
            var sum = 0;
            for (var number = 0; number < 1024; number++) sum += _squares[number * 7919];
            return sum;
        }

        [Benchmark]
        public int Allocation()
        {
            // What is kept for a while cannot be left out by the compiler.
            for (var number = 0; number < 256; number++) _kept[number & 15] = new byte[32 + (number & 63)];
            return _kept[3].Length;
        }
    }
}
