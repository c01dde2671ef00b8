namespace EcgCmrNative.Kernels.Launch;

/// <summary>A kernel on a device. It is loaded when it is first launched.</summary>
/// <param name="queue">The device's queue.</param>
/// <param name="description">Its entry in the manifest.</param>
internal sealed class GpuKernel(IGpuQueue queue, KernelDescription description)
{
    /// <summary>Its entry in the manifest.</summary>
    public KernelDescription Description { get; } = description;

    /// <summary>The driver's handle; 0 until the kernel is loaded.</summary>
    public nint Handle { get; set; }

    /// <summary>Queues one thread per element.</summary>
    /// <param name="length">Number of elements; 0 launches nothing.</param>
    /// <param name="arguments">In the order of the method.</param>
    /// <exception cref="NotSupportedException">The length does not fit 32-bit indices.</exception>
    public void OverElements(long length, params ReadOnlySpan<KernelArgument> arguments)
    {
        var max = int.MaxValue - Description.TileColumns;
        if (length > max) throw new NotSupportedException($"a tensor of {length} elements is too large for {queue.Name}: at most {max}");
        Launch(((int)length + Description.TileColumns - 1) / Description.TileColumns, 1, 1, arguments);
    }

    /// <summary>Queues a grid of groups.</summary>
    /// <param name="x">Groups along x.</param>
    /// <param name="y">Groups along y.</param>
    /// <param name="z">Groups along z.</param>
    /// <param name="arguments">In the order of the method.</param>
    public void Launch(long x, int y, int z, params ReadOnlySpan<KernelArgument> arguments)
    {
        if (x == 0 || y == 0 || z == 0) return;
        if (x > int.MaxValue || y > ushort.MaxValue || z > ushort.MaxValue)
        {
            throw new NotSupportedException(
                $"kernel {Description.Entry}: a grid of {x} × {y} × {z} groups is too large; at most 2147483647 × 65535 × 65535");
        }
        Check(arguments);
        queue.Launch(this, (int)x, y, z, arguments);
    }

    private void Check(ReadOnlySpan<KernelArgument> arguments)
    {
        var parameters = Description.Parameters;
        if (arguments.Length != parameters.Count)
            throw new ArgumentException($"kernel {Description.Entry} takes {parameters.Count} arguments, got {arguments.Length}");
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!arguments[i].Fits(parameters[i]))
            {
                var (expected, given) = (parameters[i], arguments[i]);
                throw new ArgumentException(
                    $"kernel {Description.Entry}: argument {i} ({expected.Name}) must be {expected.Kind}, not {given.Kind}");
            }
        }
    }
}
