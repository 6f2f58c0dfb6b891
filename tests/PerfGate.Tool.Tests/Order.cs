using PerfGate.Tests;

[assembly: TestCollectionOrderer("PerfGate.Tests.LongestFirst", "PerfGate.Tool.Tests")]
[assembly: Longest(
    "Doctor.SelfTestTests",
    "Suites.CheckTests",
    "Suites.BadWeatherTests",
    "Suites.MeasuringWaysTests",
    "Suites.LockstepTests",
    "Suites.MeasuringSidesTests",
    "Suites.RunTests",
    "Commands.DocumentedWalkTests",
    "Suites.SurroundingsTests",
    "Commands.QuickstartTests",
    "Baselines.KilledWriterTests",
    "Baselines.WriterRaceTests")]
