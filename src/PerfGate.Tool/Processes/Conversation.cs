using System.Diagnostics;

namespace PerfGate.Tool.Processes;

/// <summary>A running child's standard input and output.</summary>
internal sealed class Conversation(Process process, CancellationTokenRegistration killing) : IAsyncDisposable
{
    private readonly Task<string> _error = process.StandardError.ReadToEndAsync(CancellationToken.None);

    public Stream Input => process.StandardInput.BaseStream;

    public Stream Output => process.StandardOutput.BaseStream;

    /// <summary>What the child said on standard error until it ended.</summary>
    public Task<string> ErrorAsync() => _error;

    public async ValueTask DisposeAsync()
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended before it read everything.
        }

        process.StandardOutput.Close();
        await process.WaitForExitAsync(CancellationToken.None);
        await killing.DisposeAsync();
        process.Dispose();
    }
}
