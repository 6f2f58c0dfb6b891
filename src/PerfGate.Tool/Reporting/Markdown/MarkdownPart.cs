namespace PerfGate.Tool.Reporting;

/// <summary>A part of a page that can be made shorter, and at last left out.</summary>
/// <param name="Name">What it holds, for the line that says that it was left out.</param>
/// <param name="Rank">The lowest goes first when room is short.</param>
/// <param name="Limit">Most rows that it shows where there is room.</param>
/// <param name="Write">Its markdown with at most so many rows; it says itself how many more there are.</param>
/// <param name="Open">Whether a reader has to see it without asking.</param>
internal sealed record MarkdownPart(string Name, int Rank, int Limit, Func<int, string> Write, bool Open = false);
