using PerfGate.Tool.Processes;

namespace PerfGate.Tool.Tests.Baselines;

/// <summary>
/// Makes a folder such that nobody can write below it: by its mode, and for root, whom modes do not stop, by a read-only mount of the
/// folder onto itself.
/// </summary>
internal sealed class ReadOnlyFolder : IDisposable
{
    private readonly string _path;
    private readonly bool _isMounted;

    private ReadOnlyFolder(string path, bool isMounted) => (_path, _isMounted) = (path, isMounted);

    /// <returns>Null where the system offers no way.</returns>
    public static ReadOnlyFolder? TryMake(string path)
    {
        if (OperatingSystem.IsWindows()) return null;
        if (Environment.IsPrivilegedProcess)
        {
            if (!Mounts.Run("mount", "--bind", path, path)) return null;
            Mounts.Run("mount", "-o", "remount,bind,ro", path).ShouldBeTrue();
            return new ReadOnlyFolder(path, isMounted: true);
        }

        var folder = new ReadOnlyFolder(path, isMounted: false);
        folder.SetModes(writable: false);
        return folder;
    }

    public void Dispose()
    {
        if (_isMounted) Mounts.Run("umount", _path).ShouldBeTrue();
        else SetModes(writable: true);
    }

    private void SetModes(bool writable)
    {
        if (OperatingSystem.IsWindows()) return;
        foreach (var folder in Directory.EnumerateDirectories(_path, "*", SearchOption.AllDirectories).Prepend(_path))
            File.SetUnixFileMode(folder, writable ? (UnixFileMode)0b111_101_101 : (UnixFileMode)0b101_101_101);
    }
}

/// <summary>Runs a program that mounts; false where the system does not let it.</summary>
internal static class Mounts
{
    public static bool Run(string program, params string[] arguments)
    {
        try
        {
            return ProcessRunner.RunAsync(new ProcessSpec(program, arguments), CancellationToken.None)
                .GetAwaiter()
                .GetResult().ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
