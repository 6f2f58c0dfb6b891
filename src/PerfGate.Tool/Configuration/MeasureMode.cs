namespace PerfGate.Tool.Configuration;

/// <summary>What a check measures of the base.</summary>
internal enum MeasureMode
{
    /// <summary>Side by side, unless the budget does not pay for a launch pair of everything and a baseline is recorded.</summary>
    Auto,

    /// <summary>The base is built and measured next to the working tree.</summary>
    SideBySide,

    /// <summary>The recorded baseline screens, and only suspects are measured side by side.</summary>
    Stored,
}
