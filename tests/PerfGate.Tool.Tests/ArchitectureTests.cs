using Mono.Cecil;

namespace PerfGate.Tool.Tests;

/// <summary>The way of the data through the tool, as docs/architecture.md describes it.</summary>
public sealed class ArchitectureTests
{
    // What all others stand on, and then the order in which data travels; none may use one that comes later.
    private static readonly string[] Folders =
    [
        "Phrasing", "Errors", "Files", "Processes", "Configuration", "Git", "Results", "Baselines", "GitHub", "Suites", "Reporting",
        "Publishing", "Checking", "Doctor", "Commands",
    ];

    private static readonly List<MethodDefinition> Methods =
    [
        .. ModuleDefinition.ReadModule(typeof(App).Assembly.Location).GetTypes()
            .SelectMany(type => type.Methods)
            .Where(method => method.HasBody),
    ];

    [Fact]
    public void No_folder_uses_a_later_one()
    {
        var uses = from method in Methods
                   let folder = FolderOf(method.DeclaringType)
                   from instruction in method.Body.Instructions
                   let used = FolderOf(instruction.Operand switch
                   {
                       MethodReference called => called.DeclaringType,
                       FieldReference field => field.DeclaringType,
                       TypeReference type => type,
                       _ => null,
                   })
                   where folder >= 0 && used > folder
                   select $"{method.DeclaringType.Name}.{method.Name} ({Folders[folder]}) uses {Folders[used]}";

        uses.Distinct(StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public void Every_folder_has_its_place()
    {
        var folders = Methods.Select(method => Outermost(method.DeclaringType).Namespace)
            .Where(name => name.StartsWith("PerfGate.Tool.", StringComparison.Ordinal))
            .Select(name => name.Split('.')[2])
            .Distinct(StringComparer.Ordinal);

        folders.ShouldBe(Folders, ignoreOrder: true);
    }

    private static int FolderOf(TypeReference? type) => type is null ? -1
        : Outermost(type).Namespace.Split('.') is ["PerfGate", "Tool", var folder, ..] ? Array.IndexOf(Folders, folder) : -1;

    private static TypeReference Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer) type = outer;
        return type;
    }
}
