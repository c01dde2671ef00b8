using System.Reflection;
using System.Runtime.InteropServices;
using EcgCmrNative.Kernels.Devices.Gpu;
using EcgCmrNative.Kernels.Launch;
using EcgCmrNative.Kernels.Memory;
using ILGPU;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;

namespace EcgCmrNative.KernelCompiler;

/// <summary>
/// Runs the GPU kernels as the C# methods that they are, on ILGPU's CPU accelerator, where a debugger can step through them. Every access
/// to a view is checked against the view's length; a violation ends the process with the stack of the kernel. It is slow: each thread of
/// a group is a thread of the operating system, and each launch waits until it is done.
/// </summary>
public sealed unsafe class IlgpuDevice : GpuDevice
{
    private const int ThreadsPerWarp = 32;
    private const int WarpsPerGroup = 8;

    private readonly Lock _lock = new();
    private readonly Context _context;
    private readonly Accelerator _accelerator;
    private readonly Dictionary<string, MethodInfo> _methods;
    private readonly Dictionary<GpuKernel, Kernel> _kernels = [];
    private readonly Dictionary<nint, MemoryBuffer> _blocks = [];
    private bool _isDisposed;

    /// <summary>Creates the device.</summary>
    public IlgpuDevice()
        : base(kernel => kernel.OpenCl is not null)
    {
        var cpu = new CPUDevice(ThreadsPerWarp, WarpsPerGroup, numMultiprocessors: 1);
        _context = Context.Create(builder => builder.CPU(cpu));
        _accelerator = cpu.CreateCPUAccelerator(_context);
        _methods = CompiledKernels.Methods().ToDictionary(KernelCompilation.EntryName);
    }

    /// <inheritdoc/>
    public override string Name => "ilgpu (CPU accelerator)";

    internal override bool KeepsTilesInRegisters => false;

    internal override void Copy(BufferView source, BufferView destination) => Buffer.MemoryCopy(
        (void*)(source.Buffer.Handle + (nint)(source.Offset * sizeof(float))),
        (void*)(destination.Buffer.Handle + (nint)(destination.Offset * sizeof(float))),
        destination.Length * sizeof(float),
        source.Length * sizeof(float));

    internal override void Launch(GpuKernel kernel, int x, int y, int z, ReadOnlySpan<KernelArgument> arguments)
    {
        var description = kernel.Description;
        var method = _methods[description.Entry];
        var parameters = method.GetParameters();
        var values = new object[arguments.Length];
        lock (_lock)
        {
            Memory.RequireOpen(description.Entry);
            for (var i = 0; i < values.Length; i++) values[i] = Value(arguments[i], parameters[i].ParameterType);
            if (!_kernels.TryGetValue(kernel, out var loaded)) _kernels.Add(kernel, loaded = Load(method, description.Group));
            var config = new KernelConfig(new Index3D(x, y, z), new Index3D(description.Group, 1, 1));
            loaded.Launch(_accelerator.DefaultStream, config, values);
            _accelerator.Synchronize();
        }
    }

    /// <inheritdoc/>
    protected internal override nint AllocateBlock(long bytes)
    {
        var buffer = CPUMemoryBuffer.Create(_accelerator, (bytes + sizeof(float) - 1) / sizeof(float), sizeof(float));
        lock (_lock) _blocks.Add(buffer.NativePtr, buffer);
        return buffer.NativePtr;
    }

    /// <inheritdoc/>
    protected internal override void FreeBlock(nint handle)
    {
        MemoryBuffer? buffer;
        lock (_lock) _blocks.Remove(handle, out buffer);
        buffer?.Dispose();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!disposing || _isDisposed) return;
        _isDisposed = true;
        base.Dispose(disposing);
        lock (_lock)
        {
            foreach (var kernel in _kernels.Values) kernel.Dispose();
            // Frees the blocks that are still on loan, too.
            _blocks.Clear();
            _accelerator.Dispose();
            _context.Dispose();
        }
    }

    private protected override void WriteBytes(void* source, nint block, long offset, long bytes) =>
        Buffer.MemoryCopy(source, (void*)(block + (nint)offset), bytes, bytes);

    private protected override void ReadBytes(nint block, long offset, void* destination, long bytes) =>
        Buffer.MemoryCopy((void*)(block + (nint)offset), destination, bytes, bytes);

    private Kernel Load(MethodInfo method, int group)
    {
        var entry = EntryPointDescription.FromExplicitlyGroupedKernel(method);
        return _accelerator.LoadKernel(_accelerator.GetBackend().Compile(entry, new KernelSpecialization(group, null)));
    }

    private object Value(in KernelArgument argument, Type type)
    {
        if (type == typeof(ArrayView<float>)) return View<float>(argument.View);
        if (type == typeof(ArrayView<int>)) return View<int>(argument.View);
        if (argument.Kind == KernelParameterKind.Struct) return Marshal.PtrToStructure((nint)argument.StructAddress, type)!;
        if (type == typeof(float)) return BitConverter.Int32BitsToSingle(argument.Bits);
        return argument.Bits;
    }

    private ArrayView<T> View<T>(BufferView view)
        where T : unmanaged => view.IsAbsent ? default : new ArrayView<T>(_blocks[view.Buffer.Handle], view.Offset, view.Length);
}
