using PerfGate.Tests;

[assembly: TestCollectionOrderer("PerfGate.Tests.LongestFirst", "PerfGate.Packages.Tests")]
[assembly: Longest("library", "content")]
