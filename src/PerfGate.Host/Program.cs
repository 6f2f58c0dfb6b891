using System.Reflection;
using BenchmarkDotNet.Running;
using PerfGate.Host;

// <assembly> lockstep <pipe> <artifacts> <filter>...   measures in turn with another process
// <assembly> <BenchmarkDotNet arguments>               does what the suite's own program would do
var suite = Assembly.Load(args[0]);
if (args.Length > 3 && args[1] == "lockstep")
{
    LockstepRun.Run(suite, args[2], args[3], args[4..]);
}
else
{
    BenchmarkSwitcher.FromAssembly(suite).Run(args[1..]);
}
