using System.Globalization;
using System.Text;

namespace PerfGate.Stopwatch;

/// <summary>Result sets of any size, written as another tool would write them (docs/result-set.md).</summary>
internal static class SampleResults
{
    /// <summary>Writes benchmarks with 5 launches of 10 iterations each.</summary>
    public static void Write(string path, int benchmarks, int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        text.Append("""
            {"schema":"perfgate.results/1","environment":{"os":"linux","architecture":"x64","cpu":"A CPU","logicalCores":4,"runtime":".NET 10.0"},
            "metrics":{"time":{"unit":"ns","better":"lower","kind":"sampled"},"allocated":{"unit":"B","better":"lower","kind":"exact"}},
            "benchmarks":[
            """);
        for (var i = 0; i < benchmarks; i++)
        {
            if (i > 0) text.Append(",\n");
            text.Append("""{"benchmark":{"suite":"Suite","namespace":"Lib.Benchmarks","type":"Type""")
                .Append(
                    CultureInfo.InvariantCulture,
                    $$"""{{i / 20}}","method":"Method{{i}}","runtime":".NET 10.0"},"samples":{"time":[""");
            for (var launch = 0; launch < 5; launch++)
            {
                var level = 1000 * Math.Exp(0.02 * (random.NextDouble() - 0.5));
                var samples = Enumerable.Range(0, 10)
                    .Select(_ => (level * (1 + (0.01 * random.NextDouble()))).ToString("R", CultureInfo.InvariantCulture));
                text.Append(launch > 0 ? "],[" : "[").AppendJoin(',', samples);
            }

            text.Append("]],\"allocated\":[[64]]}}");
        }

        File.WriteAllText(path, text.Append("]}\n").ToString());
    }
}
