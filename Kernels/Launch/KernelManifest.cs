using System.Text.Json.Serialization;

namespace EcgCmrNative.Kernels.Launch;

/// <summary>Describes the files in Kernels/Compiled; written by the kernel compiler.</summary>
/// <param name="Compiler">Name and version of the compiler.</param>
/// <param name="Kernels">All kernels, ordered by family.</param>
internal sealed record KernelManifest(string Compiler, IReadOnlyList<KernelDescription> Kernels);

/// <summary>Describes a kernel to the devices that launch it.</summary>
/// <param name="Family">The folder under Kernels.</param>
/// <param name="Name">The method.</param>
/// <param name="Entry">Its name in the compiled texts.</param>
/// <param name="Ptx">The PTX file.</param>
/// <param name="Architecture">The lowest compute capability that runs it, times ten.</param>
/// <param name="OpenCl">The OpenCL C file; null for a kernel without one.</param>
/// <param name="Group">Threads of a group.</param>
/// <param name="TileRows">Rows of the output that one group computes.</param>
/// <param name="TileColumns">Columns of the output, or elements of a one-dimensional array, that one group computes.</param>
/// <param name="SharedBytes">Static shared memory of a group.</param>
/// <param name="Parameters">In the order of the method: views, then scalars.</param>
internal sealed record KernelDescription(
    string Family, string Name, string Entry, string Ptx, int Architecture, string? OpenCl,
    int Group, int TileRows, int TileColumns, long SharedBytes, IReadOnlyList<KernelParameter> Parameters);

/// <summary>Describes a parameter of a kernel.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Bytes">Size of a scalar or struct; 0 for a view.</param>
internal sealed record KernelParameter(string Name, KernelParameterKind Kind, int Bytes);

/// <summary>Kind of a kernel's parameter.</summary>
internal enum KernelParameterKind
{
    /// <summary>View of float32.</summary>
    FloatView,

    /// <summary>View of int32.</summary>
    Int32View,

    /// <summary>int32.</summary>
    Int32,

    /// <summary>float32.</summary>
    Float,

    /// <summary>A struct of scalars, by value.</summary>
    Struct,
}

/// <summary>Reads and writes the manifest without reflection.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KernelManifest))]
internal sealed partial class KernelManifestJson : JsonSerializerContext;
