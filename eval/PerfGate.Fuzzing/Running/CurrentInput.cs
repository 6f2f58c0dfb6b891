using System.IO.MemoryMappedFiles;

namespace PerfGate.Fuzzing.Running;

/// <summary>The input that is being tried, in a file that outlives the process: who finds it dead finds what killed it.</summary>
internal sealed class CurrentInput : IDisposable
{
    private const int Capacity = (33 << 20) + sizeof(int);

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    public CurrentInput(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, mapName: null, Capacity);
        _view = _file.CreateViewAccessor();
    }

    public void Set(byte[] input)
    {
        _view.Write(0, input.Length);
        _view.WriteArray(sizeof(int), input, 0, input.Length);
    }

    public static byte[] Read(string path)
    {
        using var file = new BinaryReader(File.OpenRead(path));
        return file.ReadBytes(file.ReadInt32());
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
