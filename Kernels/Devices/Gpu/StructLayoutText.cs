using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace EcgCmrNative.Kernels.Devices.Gpu;

/// <summary>The fields of a struct as a text, by which a struct that was changed after its kernels were compiled is found.</summary>
internal static class StructLayoutText
{
    /// <summary>"Type(Field:Int32, …)" in the order of declaration.</summary>
    public static string Of([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type type) =>
        $"{type.Name}({string.Join(", ", type.GetFields(BindingFlags.Instance | BindingFlags.Public).OrderBy(f => f.MetadataToken).Select(f => $"{f.Name}:{f.FieldType.Name}"))})";
}
