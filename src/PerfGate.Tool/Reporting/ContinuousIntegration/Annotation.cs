namespace PerfGate.Tool.Reporting;

/// <summary>How an annotation is marked.</summary>
internal enum AnnotationLevel
{
    Notice,
    Warning,
    Error,
}

/// <summary>A remark at a place in the sources, as plain text: each CI system escapes it in its own way.</summary>
/// <param name="Level">How it is marked.</param>
/// <param name="File">File relative to the repository's top, with slashes; null when no place is known.</param>
/// <param name="Line">Line from 1; null for the whole file.</param>
/// <param name="Title">What happened, in a few words.</param>
/// <param name="Message">What is known about it.</param>
internal sealed record Annotation(AnnotationLevel Level, string? File, int? Line, string Title, string Message);
