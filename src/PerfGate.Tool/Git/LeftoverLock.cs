namespace PerfGate.Tool.Git;

/// <summary>
/// The lock file that a git leaves which is killed while it moves a ref; git itself never removes it. It is taken for a leftover once
/// the same file has been there for as long as no living git takes, and only those of this program's own refs are looked at.
/// </summary>
/// <param name="repository">Where the ref is.</param>
/// <param name="refName">Full name of a ref that only this program writes.</param>
/// <param name="time">Tells how long it has been there.</param>
internal sealed class LeftoverLock(GitRepository repository, string refName, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);
    private readonly FileInfo _file = new(Path.Combine([repository.CommonDirectory, .. (refName + ".lock").Split('/')]));
    private DateTime _seen;
    private long _since;

    public bool IsThere
    {
        get
        {
            _file.Refresh();
            return _file.Exists;
        }
    }

    /// <summary>Removes the file if it is the one that was there some seconds ago.</summary>
    public void RemoveIfDead()
    {
        if (!IsThere) return;
        if (_file.LastWriteTimeUtc != _seen)
        {
            (_seen, _since) = (_file.LastWriteTimeUtc, time.GetTimestamp());
        }
        else if (time.GetElapsedTime(_since) > Longest)
        {
            Remove();
        }
    }

    /// <summary>Removes the file, for whoever knows that no other process can be writing.</summary>
    public void Remove()
    {
        try
        {
            if (IsThere) _file.Delete();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // git says what is in the way.
        }
    }
}
