namespace EcgCmrNative.Kernels.Launch;

/// <summary>A kernel on a device. It is loaded when it is first launched.</summary>
/// <param name="queue">The device's queue.</param>
/// <param name="description">Its entry in the manifest.</param>
internal sealed class GpuKernel(IGpuQueue queue, KernelDescription description)
{
    /// <summary>
    /// The largest size: so far below 2³¹ that an index which goes one step of a loop, a chunk or a tile past the end fits 32 bits.
    /// </summary>
    public const int MaxSize = int.MaxValue - 8191;

    /// <summary>Its entry in the manifest.</summary>
    public KernelDescription Description { get; } = description;

    /// <summary>The driver's handle; 0 until the kernel is loaded, and again when the device has been disposed of.</summary>
    public nint Handle { get; set; }

    /// <summary>Queues one thread per element.</summary>
    /// <param name="length">Number of elements; 0 launches nothing.</param>
    /// <param name="arguments">In the order of the method.</param>
    /// <exception cref="NotSupportedException">The length is above <see cref="MaxSize"/>.</exception>
    public void OverElements(long length, params ReadOnlySpan<KernelArgument> arguments)
    {
        Require(length, "elements");
        Launch((length + Description.TileColumns - 1) / Description.TileColumns, 1, 1, arguments);
    }

    /// <summary>Queues a grid of groups.</summary>
    /// <param name="x">Groups along x.</param>
    /// <param name="y">Groups along y.</param>
    /// <param name="z">Groups along z.</param>
    /// <param name="arguments">In the order of the method.</param>
    /// <exception cref="NotSupportedException">The grid or an int among the arguments is too large.</exception>
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

    /// <summary>Throws if a size is too large for the 32-bit indices of the kernel.</summary>
    /// <param name="size">The size.</param>
    /// <param name="name">Its name, for the message.</param>
    /// <exception cref="NotSupportedException">The size is above <see cref="MaxSize"/>.</exception>
    public void Require(long size, string name)
    {
        if (size > MaxSize)
        {
            throw new NotSupportedException(
                $"kernel {Description.Entry} on {queue.Name}: {name} is {size}, at most {MaxSize} is supported; use a smaller batch");
        }
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
            Require(arguments[i].Number, parameters[i].Name);
        }
    }
}
