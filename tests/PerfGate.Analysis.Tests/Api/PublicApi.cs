using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace PerfGate.Analysis.Tests.Api;

/// <summary>Writes down what an assembly shows to others, one member a line, in a fixed order.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(type.FullName).Append('\n');
            foreach (var member in Members(type).Order(StringComparer.Ordinal)) text.Append("    ").Append(member).Append('\n');
        }

        return text.ToString();
    }

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsValueType: true } => "struct",
        { IsInterface: true } => "interface",
        { IsAbstract: true, IsSealed: true } => "static class",
        _ => (type.IsSealed ? "sealed " : type.IsAbstract ? "abstract " : "") + (type.GetMethod("<Clone>$") is null ? "class" : "record"),
    };

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum) return Enum.GetNames(type).Select(name => $"{Enum.Parse(type, name):D} {name}");
        return type.GetConstructors(Declared).Select(constructor => $"new({Parameters(constructor)})")
            .Concat(type.GetProperties(Declared).Select(Property))
            .Concat(type.GetFields(Declared).Select(field => $"{Static(field.IsStatic)}{Name(field.FieldType)} {field.Name}"))
            .Concat(type.GetMethods(Declared).Where(IsWritten).Select(Method));
    }

    // What the compiler adds to a record follows from its constructor.
    private static bool IsWritten(MethodInfo method) => !method.IsSpecialName && !method.IsDefined(typeof(CompilerGeneratedAttribute));

    private static string Method(MethodInfo method) =>
        $"{Static(method.IsStatic)}{Name(method.ReturnType)}{Mark(Nullability.Create(method.ReturnParameter), method.ReturnType)} "
        + $"{method.Name}({Parameters(method)})";

    private static string Property(PropertyInfo property)
    {
        var setter = property.SetMethod switch
        {
            null or { IsPublic: false } => "",
            var method when method.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) => " init;",
            _ => " set;",
        };
        return $"{Static(property.GetMethod!.IsStatic)}{Name(property.PropertyType)}"
            + $"{Mark(Nullability.Create(property), property.PropertyType)} {property.Name} {{ get;{setter} }}";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var isMany = parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute));
        var fallback = parameter.DefaultValue switch
        {
            _ when !parameter.HasDefaultValue => "",
            null => " = null",
            string text => $" = \"{text}\"",
            var value => " = " + Convert.ToString(value, CultureInfo.InvariantCulture),
        };
        return $"{(isMany ? "params " : "")}{Name(parameter.ParameterType)}{Mark(Nullability.Create(parameter), parameter.ParameterType)} "
            + $"{parameter.Name}{fallback}";
    }

    private static string Mark(NullabilityInfo info, Type type) =>
        !type.IsValueType && info.ReadState == NullabilityState.Nullable ? "?" : "";

    private static string Static(bool isStatic) => isStatic ? "static " : "";

    private static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Name(underlying) + "?";
        return type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.Name;
    }
}
