namespace EcgCmrNative.Kernels.Launch;

/// <summary>A kernel on a device. It is loaded when it is first launched.</summary>
/// <param name="queue">The device's queue.</param>
/// <param name="description">What the manifest says of it.</param>
internal sealed class GpuKernel(IGpuQueue queue, KernelDescription description)
{
    /// <summary>What the manifest says of it.</summary>
    public KernelDescription Description { get; } = description;

    /// <summary>What the driver calls it; 0 until it is loaded.</summary>
    public nint Handle { get; set; }

    /// <summary>Queues one thread per element.</summary>
    /// <param name="length">Number of elements; none launches nothing.</param>
    /// <param name="arguments">In the order of the method.</param>
    /// <exception cref="NotSupportedException">More elements than 32-bit indices reach.</exception>
    public void OverElements(long length, params ReadOnlySpan<KernelArgument> arguments)
    {
        var most = int.MaxValue - Description.TileColumns;
        if (length > most) throw new NotSupportedException($"{length} elements in one tensor; {queue.Name} takes at most {most}");
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
                $"kernel {Description.Entry}: a grid of {x} × {y} × {z} groups; devices take at most 2147483647 × 65535 × 65535");
        }
        Check(arguments);
        queue.Launch(this, (int)x, y, z, arguments);
    }

    private void Check(ReadOnlySpan<KernelArgument> arguments)
    {
        var parameters = Description.Parameters;
        if (arguments.Length != parameters.Count)
            throw new ArgumentException($"kernel {Description.Entry} takes {parameters.Count} arguments, {arguments.Length} are given");
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!arguments[i].Fits(parameters[i]))
            {
                var (expected, given) = (parameters[i], arguments[i]);
                throw new ArgumentException(
                    $"kernel {Description.Entry}: argument {i} ({expected.Name}) is to be {expected.Kind}, not {given.Kind}");
            }
            if (!arguments[i].View.IsAbsent) ObjectDisposedException.ThrowIf(arguments[i].View.Buffer.IsReleased, arguments[i].View.Buffer);
        }
    }
}
