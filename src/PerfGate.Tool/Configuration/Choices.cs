using System.Text;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Configuration;

/// <summary>The values of an enumeration as people write them: <c>side-by-side</c>, <c>junit</c>.</summary>
internal static class Choices
{
    public static string[] Names<T>()
        where T : struct, Enum => Names(typeof(T));

    /// <summary>The choice that a value names, or the fallback where there is none.</summary>
    /// <exception cref="PerfGateException">It names none.</exception>
    public static T Parse<T>(GivenValue? value, T fallback)
        where T : struct, Enum
    {
        if (value is null) return fallback;
        return Find<T>(value.Text) ?? throw new PerfGateException(
            ErrorCode.InvalidArguments,
            value.Origin,
            $"'{value.Text}' is not one of {string.Join(", ", Names<T>())}",
            "Choose one of them.");
    }

    /// <summary>The choice that a text names; null when it names none.</summary>
    public static T? Find<T>(string text)
        where T : struct, Enum
    {
        var index = Array.FindIndex(Names<T>(), name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? null : Enum.GetValues<T>()[index];
    }

    // Not for each enumeration by itself: the options of all commands want them at every start.
    private static string[] Names(Type type) => Array.ConvertAll(Enum.GetNames(type), Written);

    // A word begins with a capital behind a small letter.
    private static string Written(string name)
    {
        var text = new StringBuilder(name.Length + 2);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && char.IsLower(name[i - 1])) text.Append('-');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
