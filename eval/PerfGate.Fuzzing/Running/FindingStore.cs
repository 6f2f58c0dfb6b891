namespace PerfGate.Fuzzing.Running;

/// <summary>The folder with what was found: of each broken promise its shortest input, and what is known about it.</summary>
internal sealed class FindingStore(string folder)
{
    public string Folder { get; } = Directory.CreateDirectory(folder).FullName;

    /// <summary>Whether an input as short is there already.</summary>
    public bool Has(Problem problem, int length) => File.Exists(InputOf(problem)) && new FileInfo(InputOf(problem)).Length <= length;

    public void Keep(Problem problem, byte[] input)
    {
        if (Has(problem, input.Length)) return;
        File.WriteAllBytes(InputOf(problem), input);
        var text = FormattableString.Invariant($"{problem.Signature}\n{input.Length} bytes\n\n{problem.Text}\n");
        File.WriteAllText(Path.Combine(Folder, problem.FileName + ".txt"), text);
    }

    private string InputOf(Problem problem) => Path.Combine(Folder, problem.FileName + ".bin");
}
