namespace EcgCmrNative.Kernels.Launch;

/// <summary>
/// Marks a method that the kernel compiler compiles to PTX and OpenCL C. Its parameters are views first, then scalars.
/// Files named *.Gpu.cs need ILGPU and are part of Tools/KernelCompiler only.
/// </summary>
/// <param name="group">Threads of a group along x.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GpuKernelAttribute(int group) : Attribute
{
    /// <summary>The default of <see cref="Architecture"/>: Volta.</summary>
    public const int MinArchitecture = 70;

    /// <summary>Threads of a group along x; y and z are always 1.</summary>
    public int Group { get; } = group;

    /// <summary>Rows of the output that one group computes, for kernels whose grid depends on it.</summary>
    public int TileRows { get; init; } = 1;

    /// <summary>Columns of the output that one group computes; elements, for kernels over a one-dimensional array.</summary>
    public int TileColumns { get; init; } = group;

    /// <summary>The lowest compute capability that runs the kernel, times ten.</summary>
    public int Architecture { get; init; } = MinArchitecture;

    /// <summary>
    /// True for kernels whose integers overflow on purpose. ILGPU compiles unsigned sums and products of C# to signed ones, whose overflow
    /// is undefined in OpenCL C; the kernel compiler makes them unsigned again.
    /// </summary>
    public bool IntegersWrap { get; init; }

    /// <summary>False for kernels that OpenCL C cannot express, such as those with tensor-core instructions.</summary>
    public bool OpenCl { get; init; } = true;
}
