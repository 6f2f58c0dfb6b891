using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Configuration;

/// <summary>The text of a configuration, which shows the place of a mistake.</summary>
/// <param name="Path">The file.</param>
/// <param name="Bytes">What stands in it, without byte order mark.</param>
internal sealed record ConfigurationText(string Path, byte[] Bytes)
{
    /// <summary>The error of a value that is not understood.</summary>
    /// <param name="place">Which value, for example <c>rules[2].pattern</c>; empty for the whole.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <param name="member">A property of it that is meant, which the place does not name; null for none.</param>
    public PerfGateException Refuse(string place, string problem, string? member = null) =>
        ConfigurationReader.Invalid(Path + JsonPosition.Of(Bytes, place, member), problem);
}
