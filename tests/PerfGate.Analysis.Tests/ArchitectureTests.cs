using Mono.Cecil;
using PerfGate.Analysis.Model;

namespace PerfGate.Analysis.Tests;

/// <summary>The rules of docs/architecture.md that a compiler does not hold.</summary>
public sealed class ArchitectureTests
{
    // What would let the pure stages see the world outside.
    private static readonly string[] Forbidden =
    [
        "System.IO.File", "System.IO.Directory", "System.IO.Stream", "System.Diagnostics.Process", "System.Console", "System.Environment",
        "System.Net.", "System.Threading.Thread", "System.DateTime::get_Now", "System.DateTime::get_UtcNow",
        "System.DateTimeOffset::get_UtcNow", "System.TimeProvider", "System.Random::get_Shared",
    ];

    // The stages in the order in which data travels; none may use one that comes later.
    private static readonly string[] Stages = ["Model", "Statistics", "Comparison", "Policy"];

    [Fact]
    public void Analysis_touches_no_file_process_clock_environment_or_console()
    {
        var uses = from method in Methods()
                   where method.HasBody
                   from instruction in method.Body.Instructions
                   let name = instruction.Operand is MemberReference member ? $"{member.DeclaringType?.FullName}::{member.Name}" : ""
                   // The thread's id is what the compiler makes of an iterator.
                   where Array.Exists(Forbidden, name.StartsWith)
                       && !name.EndsWith("::get_CurrentManagedThreadId", StringComparison.Ordinal)
                   select $"{method.FullName} uses {name}";

        uses.ShouldBeEmpty();
    }

    [Fact]
    public void No_stage_uses_a_later_one()
    {
        var uses = from method in Methods()
                   where method.HasBody
                   let stage = StageOf(method.DeclaringType)
                   from instruction in method.Body.Instructions
                   let used = instruction.Operand switch
                   {
                       MethodReference called => StageOf(called.DeclaringType),
                       FieldReference field => StageOf(field.DeclaringType),
                       TypeReference type => StageOf(type),
                       _ => -1,
                   }
                   where stage >= 0 && used > stage
                   select $"{method.FullName} ({Stages[stage]}) uses {Stages[used]}";

        uses.ShouldBeEmpty();
    }

    [Fact]
    public void The_test_of_the_rules_sees_the_code() => Methods().Count(method => method.HasBody).ShouldBeGreaterThan(100);

    private static IEnumerable<MethodDefinition> Methods()
    {
        var module = ModuleDefinition.ReadModule(typeof(ResultSet).Assembly.Location);
        return module.GetTypes()
            .Where(type => type.Namespace.StartsWith("PerfGate", StringComparison.Ordinal) || type.IsNested)
            .SelectMany(type => type.Methods);
    }

    private static int StageOf(TypeReference? type)
    {
        while (type?.DeclaringType is { } outer) type = outer;
        const string root = "PerfGate.Analysis.";
        return type is not null && type.Namespace.StartsWith(root, StringComparison.Ordinal)
            ? Array.IndexOf(Stages, type.Namespace[root.Length..])
            : -1;
    }
}
