using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(PerfGate.Benchmarks.Rendering).Assembly).Run(args);
