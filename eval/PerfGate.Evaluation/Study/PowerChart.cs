using System.Globalization;
using System.Text;

namespace PerfGate.Evaluation.Study;

/// <summary>Power against slowdown as SVG; a curve's legend says how many unchanged suites it alarms on.</summary>
internal static class PowerChart
{
    private const double Left = 60;
    private const double Top = 50;
    private const double Width = 460;
    private const double Height = 300;
    private static readonly string[] Colours = ["#999999", "#c7a500", "#e15759", "#f28e2b", "#76b7b2", "#59a14f", "#b07aa1", "#9c755f"];

    public static string Write(ScenarioResult result)
    {
        var svg = new StringBuilder();
        Add(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 900 420\" font-family=\"sans-serif\" font-size=\"12\">");
        Add(svg, $"<rect width=\"900\" height=\"420\" fill=\"#ffffff\"/>");
        var scenario = result.Scenario;
        Add(svg, $"<text x=\"{Left}\" y=\"26\" font-size=\"15\">Slowdowns found, suite of {scenario.Benchmarks}, {scenario.Name}</text>");
        Axes(svg);
        for (var i = 0; i < result.Peers.Count; i++)
        {
            Curve(svg, result.Peers[i].Tally, result.Peers[i].Rule.Name, Colours[i], 1.5, i + 1);
        }

        Curve(svg, result.Gate, "PerfGate", "#1f5fbf", 3.5, 0);
        Add(svg, $"</svg>");
        return svg.ToString();
    }

    private static void Axes(StringBuilder svg)
    {
        for (var percent = 0; percent <= 100; percent += 25)
        {
            var y = Y(percent / 100.0);
            Add(svg, $"<line x1=\"{Left}\" x2=\"{Left + Width}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\" stroke=\"#dddddd\"/>");
            Add(svg, $"<text x=\"{Left - 8}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{percent} %</text>");
        }

        foreach (var level in Tally.Levels)
        {
            Add(svg, $"<text x=\"{X(level):0.#}\" y=\"{Top + Height + 18}\" text-anchor=\"middle\">{level * 100:0}</text>");
        }

        Add(svg, $"<text x=\"{Left + (Width / 2)}\" y=\"{Top + Height + 40}\" text-anchor=\"middle\">true slowdown in %</text>");
        Add(svg, $"<text x=\"{Left + Width + 30}\" y=\"{Top - 4}\" fill=\"#555555\">unchanged suites that alarm:</text>");
    }

    private static void Curve(StringBuilder svg, Tally tally, string name, string colour, double stroke, int row)
    {
        var points = Tally.Levels.Select((level, i) => string.Create(
            CultureInfo.InvariantCulture, $"{X(level):0.#},{Y(tally.Found[i].Value):0.#}"));
        Add(svg, $"<polyline points=\"{string.Join(' ', points)}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{stroke}\"/>");
        double x = Left + Width + 30, y = Top + 20 + (row * 26);
        Add(svg, $"<line x1=\"{x}\" x2=\"{x + 24}\" y1=\"{y - 4}\" y2=\"{y - 4}\" stroke=\"{colour}\" stroke-width=\"{stroke}\"/>");
        var label = name.Replace("<", "&lt;", StringComparison.Ordinal);
        Add(svg, $"<text x=\"{x + 30}\" y=\"{y}\">{label}: {tally.FalseAlarms.Value * 100:0.#} %</text>");
    }

    private static double X(double level) =>
        Left + (Width * Math.Log(level / Tally.Levels[0]) / Math.Log(Tally.Levels[^1] / Tally.Levels[0]));

    private static double Y(double share) => Top + (Height * (1 - share));

    private static void Add(StringBuilder svg, FormattableString line) =>
        svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
