using System.Runtime.InteropServices;
using PerfGate.Tool;

Console.OutputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var stopping = new CancellationTokenSource();
void Stop(PosixSignalContext context)
{
    // The first signal ends the children and cleans up; a second one ends this process at once.
    context.Cancel = !stopping.IsCancellationRequested;
    stopping.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
return await App.RunAsync(args, Host.OfThisProcess(), stopping.Token);
