using System.Net;
using System.Net.Sockets;

namespace PerfGate.Fuzzing.Readers;

/// <summary>Answers every request on a loopback address with the same bytes, and closes the connection.</summary>
internal sealed class AnswerServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public AnswerServer()
    {
        _listener.Start();
        Api = new Uri(FormattableString.Invariant($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/"));
        _ = AcceptAsync();
    }

    public Uri Api { get; }

    public ReadOnlyMemory<byte> Answer { get; set; }

    /// <summary>How often the answer is sent one after the other, for answers that do not fit into memory.</summary>
    public int Repetitions { get; set; }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync());
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            await ServeAsync(client.GetStream());
        }
        catch (Exception problem) when (problem is IOException or SocketException)
        {
            // The client had enough.
        }
        finally
        {
            client.Dispose();
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        // A request has no body, or one that is of no interest; its end is waited for, because closing earlier would take the answer back.
        var buffer = new byte[64 << 10];
        var length = 0;
        while (length < buffer.Length && buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length));
            if (read == 0) return;
            length += read;
        }

        await stream.WriteAsync(Answer);
        for (var i = 0; i < Repetitions; i++) await stream.WriteAsync(buffer);
        stream.Socket.Shutdown(SocketShutdown.Send);
        while (await stream.ReadAsync(buffer) > 0)
        {
            // Until the client closes too.
        }
    }
}
