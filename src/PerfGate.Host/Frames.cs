using System.Runtime.InteropServices;

namespace PerfGate.Host;

/// <summary>What the coordinator asks of a host.</summary>
internal enum HostCommand : long
{
    /// <summary>The measurement is over: clean up, export and end.</summary>
    Done,

    /// <summary>Run the workload so often, to warm up.</summary>
    Run,

    /// <summary>Run the workload so often, and keep it as a measurement.</summary>
    Slice,

    /// <summary>Run BenchmarkDotNet's overhead action so often, and keep it.</summary>
    Overhead,

    /// <summary>Run the workload so often, and keep what it allocated.</summary>
    Memory,

    /// <summary>Stay on the cores of this mask; the answer's invocations are 1 where that could be done.</summary>
    Pin,

    /// <summary>Say how much processor time the process has used, as the answer's nanoseconds.</summary>
    ProcessorTime,
}

/// <summary>A command as it goes through the pipe.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct CommandFrame(HostCommand Command, long Number);

/// <summary>
/// An answer as it goes through the pipe: thirty-two bytes in this machine's own order, because both ends are on it. Texts are
/// rare; numbers come after every slice, and what formats and parses text would be compiled again and again while a benchmark warms up.
/// </summary>
/// <param name="TextLength">Length in bytes of the UTF-8 text that follows; 0 for an answer in numbers.</param>
/// <param name="Nanoseconds">How long it took.</param>
/// <param name="Invocations">How often the benchmark was called.</param>
/// <param name="CompiledMethods">Methods that the runtime had compiled by then.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct AnswerFrame(long TextLength, double Nanoseconds, long Invocations, long CompiledMethods);
