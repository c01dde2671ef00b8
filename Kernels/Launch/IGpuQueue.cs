using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Launch;

/// <summary>What a family's GPU class needs of a device: its kernels, its memory, and a queue that runs what it is given in order.</summary>
internal interface IGpuQueue
{
    /// <summary>The device's name, for messages.</summary>
    string Name { get; }

    /// <summary>The device's memory.</summary>
    MemoryPool Memory { get; }

    /// <summary>False where a group's threads take turns on a processor core, which keeps what they hold in memory.</summary>
    bool KeepsTilesInRegisters { get; }

    /// <summary>A kernel by folder and method.</summary>
    /// <exception cref="NotSupportedException">The device cannot run it.</exception>
    GpuKernel Kernel(string family, string name);

    /// <summary>Queues a copy from one buffer of the device to another.</summary>
    void Copy(BufferView source, BufferView destination);

    /// <summary>Queues a kernel whose arguments have been checked.</summary>
    void Launch(GpuKernel kernel, int x, int y, int z, ReadOnlySpan<KernelArgument> arguments);
}
