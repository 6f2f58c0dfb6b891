using System.Text;
using System.Text.Json;

namespace PerfGate.Tool.Results;

/// <summary>Names of the properties that a parser knows, at most 32.</summary>
internal sealed class PropertyNames(params string[] names)
{
    private readonly byte[][] _utf8 = Array.ConvertAll(names, Encoding.UTF8.GetBytes);

    public string this[int index] => names[index];

    public int IndexOf(ref Utf8JsonReader reader)
    {
        for (var index = 0; index < _utf8.Length; index++)
        {
            if (reader.ValueTextEquals(_utf8[index])) return index;
        }

        return -1;
    }
}
