using System.Reflection;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Tests.Kernels.WrongInputs;

/// <summary>A single value among the arguments of a call, however deep it lies in structs that a caller can fill.</summary>
/// <param name="Argument">Which argument.</param>
/// <param name="Path">The members that lead to it.</param>
/// <param name="Value">The value.</param>
internal sealed record ArgumentLeaf(int Argument, MemberInfo[] Path, object Value)
{
    private static readonly MethodInfo ShallowCopy = typeof(object).GetMethod("MemberwiseClone",
        BindingFlags.NonPublic | BindingFlags.Instance)!;

    public string Name(MethodInfo method) =>
        string.Join('.', [method.GetParameters()[Argument].Name, .. Path.Select(member => member.Name)]);

    public static IEnumerable<ArgumentLeaf> Of(object?[] arguments) =>
        arguments.SelectMany((value, i) => value is null ? [] : Of(i, [], value));

    /// <summary>The arguments with another value here.</summary>
    public object?[] Replace(object?[] arguments, object value)
    {
        object?[] replaced = [.. arguments];
        replaced[Argument] = Replace(arguments[Argument]!, 0, value);
        return replaced;
    }

    private static IEnumerable<ArgumentLeaf> Of(int argument, MemberInfo[] path, object value)
    {
        var members = Members(value.GetType());
        if (members.Length == 0) return [new(argument, path, value)];
        return members.SelectMany(member => Of(argument, [.. path, member], Get(member, value)));
    }

    private object Replace(object value, int depth, object leaf)
    {
        if (depth == Path.Length) return leaf;
        var member = Path[depth];
        var copy = ShallowCopy.Invoke(value, null)!;
        var part = Replace(Get(member, value), depth + 1, leaf);
        if (member is PropertyInfo property) property.SetValue(copy, part);
        else ((FieldInfo)member).SetValue(copy, part);
        return copy;
    }

    // What a caller can set: properties of record structs, fields of tuples. A view is made by the library alone.
    private static MemberInfo[] Members(Type type)
    {
        if (!type.IsValueType || type.IsPrimitive || type.IsEnum || type == typeof(BufferView)) return [];
        const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance;
        return
        [
            .. type.GetProperties(Public).Where(property => property.SetMethod is { IsPublic: true }),
            .. type.GetFields(Public).Where(field => !field.IsInitOnly),
        ];
    }

    private static object Get(MemberInfo member, object value) =>
        (member is PropertyInfo property ? property.GetValue(value) : ((FieldInfo)member).GetValue(value))!;
}
