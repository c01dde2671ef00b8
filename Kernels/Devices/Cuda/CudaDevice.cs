using System.Text;
using EcgCmrNative.Kernels.Devices.Gpu;
using EcgCmrNative.Kernels.Launch;
using EcgCmrNative.Kernels.Memory;
using static EcgCmrNative.Kernels.Devices.Cuda.CudaLibrary;

namespace EcgCmrNative.Kernels.Devices.Cuda;

/// <summary>
/// An NVIDIA GPU, with its primary context and one stream. The CUDA driver translates the PTX of a family when the first of its kernels is
/// launched, and caches the result on disk.
/// </summary>
public sealed unsafe class CudaDevice : GpuDevice
{
    private const int JitLogBytes = 16384;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, nint> _modules = [];
    private readonly List<GpuKernel> _loaded = [];
    private readonly CudaDeviceDescription _description;
    private readonly nint _context;
    private nint _stream;

    /// <summary>Opens a device.</summary>
    /// <param name="index">Number of the device, from 0, in the CUDA driver's order.</param>
    /// <exception cref="DeviceUnavailableException">The device does not exist or cannot run the kernels; the message says why.</exception>
    public CudaDevice(int index = 0)
        : this(CudaDeviceDescription.Find(index))
    {
    }

    private CudaDevice(CudaDeviceDescription description)
        : base(kernel => kernel.Architecture <= description.Architecture)
    {
        _description = description;
        nint context, stream;
        CudaException.ThrowIfFailed(cuDevicePrimaryCtxRetain(&context, description.Handle), nameof(cuDevicePrimaryCtxRetain));
        _context = context;
        try
        {
            MakeCurrent();
            CudaException.ThrowIfFailed(cuStreamCreate(&stream, NonBlockingStream), nameof(cuStreamCreate));
            _stream = stream;
        }
        catch
        {
            _ = cuDevicePrimaryCtxRelease(description.Handle);
            throw;
        }
    }

    /// <inheritdoc/>
    public override string Name => $"cuda ({_description.Name})";

    internal override void WaitForQueue()
    {
        if (_stream == 0) return;
        MakeCurrent();
        CudaException.ThrowIfFailed(cuStreamSynchronize(_stream), nameof(cuStreamSynchronize));
    }

    internal override void Copy(BufferView source, BufferView destination)
    {
        if (source.Length == 0) return;
        MakeCurrent();
        lock (_lock)
        {
            Memory.RequireOpen("copy");
            CudaException.ThrowIfFailed(
                cuMemcpyDtoDAsync(Address(destination), Address(source), (nuint)(source.Length * sizeof(float)), _stream),
                nameof(cuMemcpyDtoDAsync));
        }
    }

    // An entry takes pointer and length of each view, and the scalars, in the order of the method.
    internal override void Launch(GpuKernel kernel, int x, int y, int z, ReadOnlySpan<KernelArgument> arguments)
    {
        MakeCurrent();
        var description = kernel.Description;
        var values = stackalloc ViewAddress[arguments.Length];
        var addresses = stackalloc void*[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            ref readonly var argument = ref arguments[i];
            addresses[i] = values + i;
            if (argument.IsView) values[i] = new ViewAddress { First = Address(argument.View), Length = argument.View.Length };
            else if (argument.Kind == KernelParameterKind.Struct) addresses[i] = argument.StructAddress;
            else *(int*)addresses[i] = argument.Bits;
        }
        lock (_lock)
        {
            Memory.RequireOpen(description.Entry);
            if (kernel.Handle == 0) Load(kernel);
            var code = cuLaunchKernel(
                kernel.Handle, (uint)x, (uint)y, (uint)z, (uint)description.Group, 1, 1, 0, _stream, addresses, null);
            if (code != 0) throw new CudaException(code, $"{nameof(cuLaunchKernel)} of {description.Entry} on {Name}");
        }
    }

    /// <inheritdoc/>
    protected internal override nint AllocateBlock(long bytes)
    {
        MakeCurrent();
        // Each block keeps the context, as in OpenCL: it may be freed after the device has been disposed of.
        nint pointer, context;
        CudaException.ThrowIfFailed(cuDevicePrimaryCtxRetain(&context, _description.Handle), nameof(cuDevicePrimaryCtxRetain));
        var code = cuMemAlloc(&pointer, (nuint)bytes);
        if (code != 0) _ = cuDevicePrimaryCtxRelease(_description.Handle);
        if (code == CudaException.OutOfMemory) throw new OutOfMemoryException($"{Name} is out of memory: it cannot allocate {bytes} bytes");
        CudaException.ThrowIfFailed(code, nameof(cuMemAlloc));
        return pointer;
    }

    /// <inheritdoc/>
    protected internal override void FreeBlock(nint handle)
    {
        // Does not throw: the garbage collector frees memory that was not released.
        if (cuCtxSetCurrent(_context) == 0) _ = cuMemFree(handle);
        _ = cuDevicePrimaryCtxRelease(_description.Handle);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!disposing || _stream == 0) return;
        try
        {
            base.Dispose(disposing);
        }
        finally
        {
            lock (_lock) ReleaseAll();
        }
    }

    // The driver may read pageable memory after the call has returned (CUDA Driver API, API synchronization behavior): wait for it.
    private protected override void WriteBytes(void* source, nint block, long offset, long bytes)
    {
        MakeCurrent();
        lock (_lock)
        {
            Memory.RequireOpen("upload");
            CudaException.ThrowIfFailed(cuMemcpyHtoDAsync(block + (nint)offset, source, (nuint)bytes, _stream), nameof(cuMemcpyHtoDAsync));
        }
        WaitForQueue();
    }

    private protected override void ReadBytes(nint block, long offset, void* destination, long bytes)
    {
        MakeCurrent();
        lock (_lock)
        {
            Memory.RequireOpen("download");
            CudaException.ThrowIfFailed(
                cuMemcpyDtoHAsync(destination, block + (nint)offset, (nuint)bytes, _stream), nameof(cuMemcpyDtoHAsync));
        }
        WaitForQueue();
    }

    private static nint Address(BufferView view) => view.IsAbsent ? 0 : view.Buffer.Handle + (nint)(view.Offset * sizeof(float));

    // CUDA has a current context per thread; any thread may use a device of this library.
    private void MakeCurrent() => CudaException.ThrowIfFailed(cuCtxSetCurrent(_context), nameof(cuCtxSetCurrent));

    private void ReleaseAll()
    {
        foreach (var kernel in _loaded) kernel.Handle = 0;
        if (cuCtxSetCurrent(_context) == 0)
        {
            foreach (var module in _modules.Values) _ = cuModuleUnload(module);
            _ = cuStreamDestroy(_stream);
        }
        _ = cuDevicePrimaryCtxRelease(_description.Handle);
        _stream = 0;
    }

    private void Load(GpuKernel kernel)
    {
        var description = kernel.Description;
        if (!_modules.TryGetValue(description.Ptx, out var module)) _modules.Add(description.Ptx, module = LoadModule(description.Ptx));
        nint function;
        var code = cuModuleGetFunction(&function, module, description.Entry);
        if (code != 0) throw new CudaException(code, $"{nameof(cuModuleGetFunction)}({description.Entry})");
        kernel.Handle = function;
        _loaded.Add(kernel);
    }

    private nint LoadModule(string fileName)
    {
        byte[] text = [.. KernelLibrary.ReadBytes(fileName), 0];
        var log = new byte[JitLogBytes];
        var names = stackalloc int[] { JitErrorLogBuffer, JitErrorLogBufferSize };
        nint module;
        int code;
        fixed (byte* image = text)
        fixed (byte* logAddress = log)
        {
            var values = stackalloc void*[] { logAddress, (void*)JitLogBytes };
            code = cuModuleLoadDataEx(&module, image, 2, names, values);
        }
        if (code == 0) return module;
        throw new CudaException(code, $"{nameof(cuModuleLoadDataEx)} of {fileName} on {Name}", Encoding.UTF8.GetString(log).TrimEnd('\0'));
    }

    // A view as the kernels take it; a scalar fits in its space too.
    private struct ViewAddress
    {
        public nint First;
        public long Length;
    }
}
