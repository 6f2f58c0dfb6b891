using PerfGate.Packages.Tests.Build;

namespace PerfGate.Packages.Tests.Sealed;

/// <summary>
/// Gives the tests of a collection the packages. Collections run beside each other, and packing takes the better part of a minute: they share
/// one packing, which goes with the last that uses it.
/// </summary>
public class PackedPackages : IAsyncLifetime
{
    public const string Version = "0.7.1-proof";

    private static readonly SemaphoreSlim Turn = new(1);
    private static Packing? shared;
    private static int users;

    internal SealedRoot Root => Packing.Root;

    internal Packing Packing { get; private set; } = null!;

    internal static string Repository
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PerfGate.sln"))) folder = folder.Parent;
            return folder.ShouldNotBeNull("no PerfGate.sln above the tests").FullName;
        }
    }

    public virtual async Task InitializeAsync()
    {
        await Turn.WaitAsync();
        try
        {
            Packing = shared ??= await Packing.CreateAsync();
            users++;
        }
        finally
        {
            Turn.Release();
        }
    }

    public async Task DisposeAsync()
    {
        await Turn.WaitAsync();
        try
        {
            if (Packing is null || --users > 0) return;
            shared = null;
            Packing.Dispose();
        }
        finally
        {
            Turn.Release();
        }
    }
}

/// <summary>The packages, and a consumer that is restored and built.</summary>
public sealed class PackedLibrary : PackedPackages
{
    internal SingleLibrary Library { get; private set; } = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Library = await SingleLibrary.CreateAsync(Root);
    }
}

/// <summary>Tests that share one library, whose files they change.</summary>
[CollectionDefinition(Name)]
public sealed class LibraryTests : ICollectionFixture<PackedLibrary>
{
    public const string Name = "library";
}

/// <summary>Tests that measure.</summary>
[CollectionDefinition(Name)]
public sealed class MeasuringTests : ICollectionFixture<PackedPackages>
{
    public const string Name = "measuring";
}

/// <summary>All other tests of what was packed.</summary>
[CollectionDefinition(Name)]
public sealed class ContentTests : ICollectionFixture<PackedPackages>
{
    public const string Name = "content";
}
