using System.Reflection;
using BenchmarkDotNet.Running;
using PerfGate.Host;

// <assembly> list <pipe> <filter>...              says which cases there are
// <assembly> measure <pipe> <artifacts> <case>    measures one case in turn with another process
// <assembly> <BenchmarkDotNet arguments>          does what the suite's own program would do
var suite = Assembly.Load(args[0]);
switch (args.ElementAtOrDefault(1))
{
    case "list":
        Cases.List(suite, args[2], args[3..]);
        break;
    case "measure":
        LockstepRun.Run(suite, args[2], args[3], args[4]);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(suite).Run(args[1..]);
        break;
}
