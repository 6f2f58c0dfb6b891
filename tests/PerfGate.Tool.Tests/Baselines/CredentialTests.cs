using System.Net;
using System.Net.Sockets;
using System.Text;
using PerfGate.Tool.Errors;

namespace PerfGate.Tool.Tests.Baselines;

/// <summary>What CI and users have set up to authenticate works, because git does it: nothing here knows a password.</summary>
public sealed class CredentialTests
{
    private const string Password = "dXNlcjpzZWNyZXQ="; // user:secret

    [Theory]
    [InlineData("extraheader")]
    [InlineData("helper")]
    [InlineData("insteadOf")]
    public async Task A_server_that_wants_a_password_gets_it_from_where_git_has_it(string how)
    {
        using var shared = await SharedRepository.CreateAsync();
        var author = await shared.CloneAsync();
        await author.AddAsync("1");
        await author.PushAsync();
        await shared.GitAsync(shared.Remote, "update-server-info");
        using var server = new PasswordServer(shared.Remote, Password);
        var clone = await shared.CloneAsync();
        await clone.GitAsync("config", "remote.origin.url", server.Address);
        (await Should.ThrowAsync<PerfGateException>(clone.FetchAsync())).Code.ShouldBe(ErrorCode.RemoteNotReached);

        // The first is what actions/checkout leaves, the second what a user has, the third what other CI systems do.
        if (how is "extraheader") await clone.GitAsync("config", $"http.{server.Address}.extraheader", $"AUTHORIZATION: basic {Password}");
        if (how is "helper") await clone.GitAsync("config", "credential.helper", "!f() { echo username=user; echo password=secret; }; f");
        if (how is "insteadOf")
            await clone.GitAsync(
                "config", $"url.{server.Address.Replace("//", "//user:secret@", StringComparison.Ordinal)}.insteadOf", server.Address);
        await clone.FetchAsync();

        (await clone.RunsAsync()).ShouldBe(["1"]);
    }

    /// <summary>Hands out a bare repository's files to whoever knows the password.</summary>
    private sealed class PasswordServer : IDisposable
    {
        private readonly HttpListener _listener;
        private readonly string _folder;
        private readonly string _password;

        public PasswordServer(string folder, string password)
        {
            (_folder, _password) = (folder, password);
            (_listener, Address) = Listen();
            _ = ServeAsync();
        }

        public string Address { get; }

        public void Dispose() => _listener.Close();

        // A port that is free may be taken by another program before the listener has it.
        private static (HttpListener Listener, string Address) Listen()
        {
            for (var attempt = 1; ; attempt++)
            {
                using var port = new TcpListener(IPAddress.Loopback, 0);
                port.Start();
                var address = $"http://127.0.0.1:{((IPEndPoint)port.LocalEndpoint).Port}/";
                port.Stop();
                var listener = new HttpListener();
                listener.Prefixes.Add(address);
                try
                {
                    listener.Start();
                    return (listener, address);
                }
                catch (HttpListenerException) when (attempt < 10)
                {
                    listener.Close();
                }
            }
        }

        private async Task ServeAsync()
        {
            while (_listener.IsListening)
            {
                try
                {
                    var context = await _listener.GetContextAsync();
                    await AnswerAsync(context.Request, context.Response);
                }
                catch (Exception problem) when (problem is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }
            }
        }

        private async Task AnswerAsync(HttpListenerRequest request, HttpListenerResponse response)
        {
            var path = Path.Combine(_folder, request.Url!.AbsolutePath.TrimStart('/'));
            var isKnown = string.Equals(request.Headers["Authorization"], $"basic {_password}", StringComparison.OrdinalIgnoreCase);
            response.StatusCode = !isKnown ? 401 : File.Exists(path) ? 200 : 404;
            if (!isKnown) response.AddHeader("WWW-Authenticate", "Basic realm=\"x\"");
            await response.OutputStream.WriteAsync(
                response.StatusCode == 200 ? await File.ReadAllBytesAsync(path) : Encoding.ASCII.GetBytes("no"));
            response.Close();
        }
    }
}
