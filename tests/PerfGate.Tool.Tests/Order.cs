using PerfGate.Tests;

[assembly: TestCollectionOrderer("PerfGate.Tests.LongestFirst", "PerfGate.Tool.Tests")]
[assembly: Longest(
    "Suites.CheckTests",
    "Suites.BadWeatherTests",
    "Suites.RunTests",
    "Suites.MeasuringWaysTests",
    "Doctor.SelfTestTests",
    "Suites.LockstepTests",
    "Suites.MeasuringSidesTests",
    "Commands.DocumentedWalkTests",
    "Suites.SurroundingsTests",
    "Commands.QuickstartTests",
    "Baselines.KilledWriterTests",
    "Baselines.WriterRaceTests")]
