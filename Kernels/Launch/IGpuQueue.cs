using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Launch;

/// <summary>The parts of a GPU device that a family uses: kernels, memory, and an in-order queue.</summary>
internal interface IGpuQueue
{
    /// <summary>Name of the device, for messages.</summary>
    string Name { get; }

    /// <summary>The device's memory.</summary>
    MemoryPool Memory { get; }

    /// <summary>False if a group's threads take turns on a processor core, so that large tiles do not stay in registers.</summary>
    bool KeepsTilesInRegisters { get; }

    /// <summary>Finds a kernel by family and method.</summary>
    /// <exception cref="NotSupportedException">The device cannot run it.</exception>
    GpuKernel Kernel(string family, string name);

    /// <summary>Queues a copy from one buffer of the device to another.</summary>
    void Copy(BufferView source, BufferView destination);

    /// <summary>Queues a kernel whose arguments have been checked.</summary>
    void Launch(GpuKernel kernel, int x, int y, int z, ReadOnlySpan<KernelArgument> arguments);
}
