using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace PerfGate.Tool.Reporting;

/// <summary>How the texts of JSON are written that goes to standard output.</summary>
internal static class JsonEncoding
{
    /// <summary>
    /// Letters of all scripts stay readable; what is invisible or means something to HTML is escaped. So is the number sign, with which
    /// commands to CI systems begin wherever they stand in a line; a reader of JSON gets it back.
    /// </summary>
    public static JavaScriptEncoder Encoder { get; } = Create();

    private static JavaScriptEncoder Create()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.All);
        settings.ForbidCharacters('#');
        return JavaScriptEncoder.Create(settings);
    }
}
