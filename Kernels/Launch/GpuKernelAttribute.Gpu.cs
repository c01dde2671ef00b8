namespace EcgCmrNative.Kernels.Launch;

/// <summary>
/// Marks a kernel that the kernel compiler turns into PTX and OpenCL C. Its parameters are views first, then scalars.
/// Files named *.Gpu.cs are compiled by Tools/KernelCompiler only, as they need ILGPU.
/// </summary>
/// <param name="group">Threads of a group along x.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GpuKernelAttribute(int group) : Attribute
{
    /// <summary>The least compute capability, times ten, that kernels ask for unless they say otherwise: Volta.</summary>
    public const int LeastArchitecture = 70;

    /// <summary>Threads of a group along x; y and z are always 1.</summary>
    public int Group { get; } = group;

    /// <summary>Rows of the output that one group makes, where the host needs to know.</summary>
    public int TileRows { get; init; } = 1;

    /// <summary>Columns of the output that one group makes; for kernels over a line of elements, elements.</summary>
    public int TileColumns { get; init; } = group;

    /// <summary>The least compute capability that runs it, times ten.</summary>
    public int Architecture { get; init; } = LeastArchitecture;

    /// <summary>
    /// True where integers wrap around on purpose. ILGPU writes C#'s unsigned sums and products as signed ones, whose overflow C leaves
    /// undefined and compilers make use of; here the compiler makes them unsigned.
    /// </summary>
    public bool IntegersWrap { get; init; }

    /// <summary>False for what OpenCL cannot say, such as tensor-core instructions.</summary>
    public bool OpenCl { get; init; } = true;
}
