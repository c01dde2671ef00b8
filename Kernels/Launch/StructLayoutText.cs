using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace EcgCmrNative.Kernels.Launch;

/// <summary>The fields of a struct as a text, by which a struct that was changed after its kernels were compiled is found.</summary>
internal static class StructLayoutText
{
    /// <summary>"Type(Field:Int32, …)" in the order of declaration.</summary>
    public static string Of([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type type)
    {
        var fields = type.GetFields(BindingFlags.Instance | BindingFlags.Public).OrderBy(field => field.MetadataToken);
        return $"{type.Name}({string.Join(", ", fields.Select(field => $"{field.Name}:{field.FieldType.Name}"))})";
    }
}
