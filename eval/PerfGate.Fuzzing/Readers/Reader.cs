namespace PerfGate.Fuzzing.Readers;

/// <summary>What became of an input that was not refused by an exception.</summary>
/// <param name="Accepted">Whether it was read.</param>
/// <param name="Outcome">In a few words: what it was read as, or why it was passed over.</param>
/// <param name="Later">What the program does next with what was read; says in a few words each what came of it.</param>
internal sealed record Reading(bool Accepted, string Outcome, Func<IEnumerable<string>>? Later = null)
{
    public static Reading Refused(string outcome) => new(Accepted: false, outcome);
}

/// <summary>How inputs look, which decides how they are changed.</summary>
internal enum InputShape
{
    Text,
    Json,
    Zip,
}

/// <summary>An entry point of the program for data that somebody else wrote.</summary>
/// <param name="Name">Name on the command line and in tables.</param>
/// <param name="Shape">How its inputs look.</param>
/// <param name="Seeds">Good inputs to start from.</param>
/// <param name="Read">
/// Reads. A refusal is a PerfGateException or a reading that is not accepted; any other exception breaks the promise.
/// </param>
internal sealed record Reader(string Name, InputShape Shape, Func<IEnumerable<byte[]>> Seeds, Func<byte[], Reading> Read)
{
    /// <summary>Bytes that reading may allocate whatever the input's length.</summary>
    public long FreeBytes { get; init; } = 64 << 20;

    /// <summary>Bytes that reading may allocate for each byte of the input.</summary>
    public int BytesForEach { get; init; } = 150;

    /// <summary>Longest input that is tried: where the program itself stops reading, or what is left after that.</summary>
    public int LongestInput { get; init; } = 24 << 20;

    /// <summary>Makes a changed input consistent again, a hash in it for example, so that the reader looks further.</summary>
    public Func<byte[], byte[]>? Mend { get; init; }

    /// <summary>Words that mean something to it.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    public long AllowedBytes(int length) => FreeBytes + ((long)length * BytesForEach);
}
