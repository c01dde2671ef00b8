using EcgCmrNative.Kernels.Devices.Gpu;
using EcgCmrNative.Kernels.Launch;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Tests.Kernels.Devices.Gpu;

/// <summary>A GPU device without memory: it notes the launches and copies, so that sizes which no machine has can be tried.</summary>
internal sealed unsafe class SizesDevice() : GpuDevice(_ => true)
{
    private nint _blocks;

    /// <summary>Every launch: the kernel, the groups along x, and the ints among the arguments.</summary>
    public List<(string Kernel, int Groups, long[] Numbers)> Launches { get; } = [];

    /// <summary>Where each copy goes, and its length.</summary>
    public List<(long Offset, long Length)> Copies { get; } = [];

    public override string Name => "sizes only";

    internal override void Copy(BufferView source, BufferView destination) => Copies.Add((destination.Offset, source.Length));

    internal override void Launch(GpuKernel kernel, int x, int y, int z, ReadOnlySpan<KernelArgument> arguments)
    {
        var numbers = new List<long>();
        foreach (ref readonly var argument in arguments)
            if (argument.Kind == KernelParameterKind.Int32) numbers.Add(argument.Bits);
        Launches.Add((kernel.Description.Entry, x, [.. numbers]));
    }

    protected internal override nint AllocateBlock(long bytes) => ++_blocks;

    protected internal override void FreeBlock(nint handle)
    {
    }

    private protected override void WriteBytes(void* source, nint block, long offset, long bytes)
    {
    }

    private protected override void ReadBytes(nint block, long offset, void* destination, long bytes) =>
        new Span<byte>(destination, (int)bytes).Clear();
}
