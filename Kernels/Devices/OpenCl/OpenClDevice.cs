using EcgCmrNative.Kernels.Devices.Gpu;
using EcgCmrNative.Kernels.Launch;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Kernels.Devices.OpenCl.OpenClLibrary;

namespace EcgCmrNative.Kernels.Devices.OpenCl;

/// <summary>
/// A device of an OpenCL driver, with one context and one in-order queue. Runs on GPUs and, through PoCL, on any processor.
/// </summary>
public sealed unsafe class OpenClDevice : GpuDevice
{
    // Enough launches to keep the device busy, few enough that the first starts soon.
    private const int LaunchesPerFlush = 16;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, nint> _programs = [];
    private readonly List<GpuKernel> _loaded = [];
    private readonly OpenClDeviceDescription _description;
    private nint _context;
    private nint _queue;
    private int _unflushed;

    /// <summary>Opens a device.</summary>
    /// <param name="index">Number of the device, from 0, in the order in which the OpenCL loader reports devices.</param>
    /// <exception cref="DeviceUnavailableException">The device does not exist or cannot run the kernels; the message says why.</exception>
    public OpenClDevice(int index = 0)
        : this(OpenClDeviceDescription.Find(index))
    {
    }

    private OpenClDevice(OpenClDeviceDescription description)
        : base(kernel => kernel.OpenCl is not null)
    {
        _description = description;
        var device = description.Handle;
        int error;
        _context = clCreateContext(null, 1, &device, 0, 0, &error);
        OpenClException.ThrowIfFailed(error, nameof(clCreateContext));
        _queue = clCreateCommandQueue(_context, device, 0, &error);
        if (error == 0) return;
        clReleaseContext(_context);
        throw new OpenClException(error, nameof(clCreateCommandQueue));
    }

    /// <inheritdoc/>
    public override string Name => $"opencl ({_description.Name})";

    internal override bool KeepsTilesInRegisters => !_description.IsProcessor;

    internal override void WaitForQueue()
    {
        lock (_lock)
        {
            if (_queue != 0) OpenClException.ThrowIfFailed(clFinish(_queue), nameof(clFinish));
            _unflushed = 0;
        }
    }

    internal override void Copy(BufferView source, BufferView destination)
    {
        if (source.Length == 0) return;
        lock (_lock)
        {
            Memory.RequireOpen("copy");
            OpenClException.ThrowIfFailed(
                clEnqueueCopyBuffer(
                    _queue, source.Buffer.Handle, destination.Buffer.Handle, (nuint)(source.Offset * sizeof(float)),
                    (nuint)(destination.Offset * sizeof(float)), (nuint)(source.Length * sizeof(float)), 0, null, null),
                nameof(clEnqueueCopyBuffer));
            Submitted();
        }
    }

    internal override void Launch(GpuKernel kernel, int x, int y, int z, ReadOnlySpan<KernelArgument> arguments)
    {
        lock (_lock)
        {
            Memory.RequireOpen(kernel.Description.Entry);
            if (kernel.Handle == 0) Load(kernel);
            SetArguments(kernel, arguments);
            var global = stackalloc nuint[] { (nuint)x * (nuint)kernel.Description.Group, (nuint)y, (nuint)z };
            var local = stackalloc nuint[] { (nuint)kernel.Description.Group, 1, 1 };
            var code = clEnqueueNDRangeKernel(_queue, kernel.Handle, 3, null, global, local, 0, null, null);
            if (code != 0) throw new OpenClException(code, $"{nameof(clEnqueueNDRangeKernel)} of {kernel.Description.Entry} on {Name}");
            Submitted();
        }
    }

    /// <inheritdoc/>
    protected internal override nint AllocateBlock(long bytes)
    {
        int error;
        var handle = clCreateBuffer(_context, MemoryReadWrite, (nuint)bytes, null, &error);
        if (OpenClException.IsOutOfMemory(error))
            throw new OutOfMemoryException($"{Name} is out of memory: it cannot allocate {bytes} bytes");
        OpenClException.ThrowIfFailed(error, nameof(clCreateBuffer));
        return handle;
    }

    /// <inheritdoc/>
    protected internal override void FreeBlock(nint handle) => clReleaseMemObject(handle);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!disposing || _queue == 0) return;
        try
        {
            base.Dispose(disposing);
        }
        finally
        {
            lock (_lock) ReleaseAll();
        }
    }

    private protected override void WriteBytes(void* source, nint block, long offset, long bytes)
    {
        lock (_lock)
        {
            Memory.RequireOpen("upload");
            OpenClException.ThrowIfFailed(
                clEnqueueWriteBuffer(_queue, block, 1, (nuint)offset, (nuint)bytes, source, 0, null, null), nameof(clEnqueueWriteBuffer));
        }
    }

    private protected override void ReadBytes(nint block, long offset, void* destination, long bytes)
    {
        lock (_lock)
        {
            Memory.RequireOpen("download");
            OpenClException.ThrowIfFailed(
                clEnqueueReadBuffer(_queue, block, 1, (nuint)offset, (nuint)bytes, destination, 0, null, null),
                nameof(clEnqueueReadBuffer));
            _unflushed = 0;
        }
    }

    // An entry takes the pointers of all views, then (first element, length) of each, then the scalars in order.
    private static void SetArguments(GpuKernel kernel, ReadOnlySpan<KernelArgument> arguments)
    {
        uint index = 0;
        foreach (ref readonly var argument in arguments)
        {
            if (!argument.IsView) continue;
            var handle = argument.View.IsAbsent ? 0 : argument.View.Buffer.Handle;
            Set(kernel, index++, &handle, sizeof(nint));
        }
        foreach (ref readonly var argument in arguments)
        {
            if (argument.IsView)
            {
                var range = new ViewRange { First = argument.View.Offset, Length = argument.View.Length };
                Set(kernel, index++, &range, sizeof(ViewRange));
            }
            else if (argument.Kind == KernelParameterKind.Struct)
            {
                Set(kernel, index++, argument.StructAddress, argument.Bytes);
            }
            else
            {
                var bits = argument.Bits;
                Set(kernel, index++, &bits, sizeof(int));
            }
        }
    }

    private static void Set(GpuKernel kernel, uint index, void* value, int bytes)
    {
        var code = clSetKernelArg(kernel.Handle, index, (nuint)bytes, value);
        if (code != 0) throw new OpenClException(code, $"{nameof(clSetKernelArg)}({kernel.Description.Entry}, {index})");
    }

    // The driver keeps the context until the last of its blocks is freed.
    private void ReleaseAll()
    {
        foreach (var kernel in _loaded)
        {
            clReleaseKernel(kernel.Handle);
            kernel.Handle = 0;
        }
        foreach (var program in _programs.Values) clReleaseProgram(program);
        clReleaseCommandQueue(_queue);
        clReleaseContext(_context);
        _queue = _context = 0;
    }

    private void Load(GpuKernel kernel)
    {
        var (fileName, entry) = (kernel.Description.OpenCl!, kernel.Description.Entry);
        if (!_programs.TryGetValue(fileName, out var program))
            _programs.Add(fileName, program = OpenClProgram.Build(_context, _description.Handle, fileName));
        int error;
        var handle = clCreateKernel(program, entry, &error);
        if (error != 0) throw new OpenClException(error, $"{nameof(clCreateKernel)}({entry})");
        kernel.Handle = handle;
        _loaded.Add(kernel);
    }

    private void Submitted()
    {
        if (++_unflushed < LaunchesPerFlush) return;
        OpenClException.ThrowIfFailed(clFlush(_queue), nameof(clFlush));
        _unflushed = 0;
    }

    // As the kernels see a view next to its pointer.
    private struct ViewRange
    {
        public long First;
        public long Length;
    }
}
