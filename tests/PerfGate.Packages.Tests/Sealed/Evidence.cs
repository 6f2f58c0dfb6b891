
namespace PerfGate.Packages.Tests.Sealed;

/// <summary>Keeps transcripts and binary logs of a test that fails, below artifacts/ of the repository.</summary>
internal static class Evidence
{
    public static async Task KeepIfFailingAsync(Consumer consumer, string test, Func<Task> steps)
    {
        var kept = Path.Combine(PackedPackages.Repository, "artifacts", "failed tests", test);
        if (Directory.Exists(kept)) Directory.Delete(kept, recursive: true);
        try
        {
            await steps();
        }
        catch (Exception failure)
        {
            Directory.CreateDirectory(kept);
            await File.WriteAllTextAsync(Path.Combine(kept, "transcript.txt"),
                string.Join('\n', consumer.Transcripts.Select(transcript => transcript.Text)));
            foreach (var log in Directory.EnumerateFiles(consumer.Folder, "*.binlog", SearchOption.AllDirectories))
                File.Copy(log, Path.Combine(kept, Path.GetFileName(log)), overwrite: true);
            throw new InvalidOperationException($"{failure.Message}\nTranscripts and binary logs are in {kept}", failure);
        }
    }
}
