using System.Text.Json.Serialization;

namespace EcgCmrNative.Kernels.Launch;

/// <summary>Describes the files in Kernels/Compiled; written by the kernel compiler.</summary>
/// <param name="Compiler">Name and version of the compiler.</param>
/// <param name="Kernels">All kernels, ordered by family.</param>
internal sealed record KernelManifest(string Compiler, IReadOnlyList<KernelDescription> Kernels);

/// <summary>What a driver must know to launch a kernel.</summary>
/// <param name="Family">The folder under Kernels.</param>
/// <param name="Name">The method.</param>
/// <param name="Entry">Its name in the compiled texts.</param>
/// <param name="Ptx">The PTX file.</param>
/// <param name="Architecture">The least compute capability that runs it, times ten.</param>
/// <param name="OpenCl">The OpenCL C file; null where there is none.</param>
/// <param name="Group">Threads of a group.</param>
/// <param name="TileRows">Rows of the output that one group makes.</param>
/// <param name="TileColumns">Columns of the output, or elements of a line, that one group makes.</param>
/// <param name="SharedBytes">Static shared memory of a group.</param>
/// <param name="Parameters">In the order of the method: views, then scalars.</param>
internal sealed record KernelDescription(
    string Family, string Name, string Entry, string Ptx, int Architecture, string? OpenCl,
    int Group, int TileRows, int TileColumns, long SharedBytes, IReadOnlyList<KernelParameter> Parameters);

/// <summary>One parameter of a kernel.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Bytes">Size of a scalar or struct; 0 for a view.</param>
internal sealed record KernelParameter(string Name, KernelParameterKind Kind, int Bytes);

/// <summary>What a kernel's parameter is.</summary>
internal enum KernelParameterKind
{
    /// <summary>A run of float32.</summary>
    FloatView,

    /// <summary>A run of int32.</summary>
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
