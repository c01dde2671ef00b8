using System.Runtime.InteropServices;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Tests.Kernels.WrongInputs;

/// <summary>The kernels of the processor or of the reference, on memory whose blocks have guards around them.</summary>
internal sealed unsafe class GuardedDevice(bool isReference) : HostDevice
{
    private const int Guard = 1 << 14;
    private const byte Pattern = 0xa5;

    // More is asked for only by sizes that are wrong; the machine's memory is not to be spent on them.
    private const long LargestBlock = 1L << 26;

    private readonly Dictionary<nint, long> _blocks = [];
    private readonly CpuDevice _cpu = new(threads: 2);

    public override string Name => isReference ? "guarded reference" : "guarded cpu";

    public override int RealBytes => isReference ? sizeof(double) : sizeof(float);

    internal override IDeviceKernels Kernels =>
        field ??= isReference ? new ReferenceKernels(Memory) : new CpuKernels(_cpu.Workers, Memory);

    /// <summary>True when every guard is as it was.</summary>
    public bool GuardsHold =>
        _blocks.All(block =>
            !new ReadOnlySpan<byte>((void*)(block.Key - Guard), Guard).ContainsAnyExcept(Pattern)
            && !new ReadOnlySpan<byte>((void*)(block.Key + (nint)block.Value), Guard).ContainsAnyExcept(Pattern));

    protected internal override nint AllocateBlock(long bytes)
    {
        if (bytes > LargestBlock) throw new OutOfMemoryException($"a test does not take {bytes} bytes");
        var all = (byte*)NativeMemory.AlignedAlloc((nuint)(bytes + 2 * Guard), 64);
        new Span<byte>(all, Guard).Fill(Pattern);
        new Span<byte>(all + Guard + bytes, Guard).Fill(Pattern);
        _blocks.Add((nint)(all + Guard), bytes);
        return (nint)(all + Guard);
    }

    protected internal override void FreeBlock(nint handle)
    {
        _blocks.Remove(handle);
        NativeMemory.AlignedFree((void*)(handle - Guard));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) _cpu.Dispose();
    }
}
