namespace PerfGate.Fuzzing.Seeds;

/// <summary>A folder for the inputs that are read from files; it is gone afterwards.</summary>
internal sealed class Scratch : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("perfgate-fuzzing-").FullName;

    public string this[string name] => Path.Combine(Folder, name);

    public string Write(string name, byte[] bytes)
    {
        var path = this[name];
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Leaves nothing in the folder.</summary>
    public void Empty()
    {
        foreach (var file in Directory.GetFiles(Folder)) File.Delete(file);
        foreach (var folder in Directory.GetDirectories(Folder)) Directory.Delete(folder, recursive: true);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
