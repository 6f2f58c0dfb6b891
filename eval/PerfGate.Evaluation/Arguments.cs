using System.Globalization;

namespace PerfGate.Evaluation;

/// <summary>Options of the form <c>--name value</c>.</summary>
internal sealed class Arguments(IReadOnlyList<string> args)
{
    public int Number(string name, int otherwise) =>
        Find(name) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;

    public string Text(string name, string otherwise) => Find(name) ?? otherwise;

    private string? Find(string name)
    {
        for (var i = 0; i < args.Count - 1; i++)
        {
            if (string.Equals(args[i], "--" + name, StringComparison.Ordinal)) return args[i + 1];
        }

        return null;
    }
}
