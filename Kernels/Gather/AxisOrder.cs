using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Gather;

/// <summary>
/// The axes of a permuted array in output order, each with its size and the distance of its neighbours in input and output.
/// Axes of size 1 are dropped, and axes that stay neighbours are joined to one. <c>default</c> is an array without elements.
/// </summary>
public unsafe struct AxisOrder
{
    private const int MaxAxes = 6;

    /// <summary>Sizes of the axes of the output, outermost first.</summary>
    internal fixed long Sizes[MaxAxes];

    /// <summary>Steps in the input for a step along each axis of the output.</summary>
    internal fixed long InputStrides[MaxAxes];

    /// <summary>Steps in the output for a step along each axis of the output.</summary>
    internal fixed long OutputStrides[MaxAxes];

    /// <summary>Axes that are left; 0 for a single element.</summary>
    internal int Count { get; private set; }

    /// <summary>Elements of the array.</summary>
    public long Elements { get; private set; }

    /// <summary>The innermost axis of the output is also that of the input: whole runs move together.</summary>
    internal readonly bool KeepsRuns => Count == 0 || InputStrides[Count - 1] == 1;

    /// <summary>Axis i of the result is axis <c>order[i]</c> of the array.</summary>
    /// <param name="shape">Sizes of the axes, at most six.</param>
    /// <param name="order">Each axis once.</param>
    /// <exception cref="ArgumentException">More than six axes, a negative size, or an order that is not a permutation.</exception>
    public static AxisOrder Of(ReadOnlySpan<int> shape, ReadOnlySpan<int> order)
    {
        if (shape.Length > MaxAxes)
            throw new ArgumentException($"cannot permute {shape.Length} axes; at most {MaxAxes} are supported", nameof(shape));
        if (order.Length != shape.Length)
            throw new ArgumentException($"the order has {order.Length} axes, the shape {shape.Length}", nameof(order));

        Span<long> strides = stackalloc long[MaxAxes];
        var elements = 1L;
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(shape[axis], nameof(shape));
            strides[axis] = elements;
            elements = Extent.Product(elements, shape[axis]);
        }

        var result = new AxisOrder { Elements = elements };
        var seen = 0;
        foreach (var axis in order)
        {
            if ((uint)axis >= (uint)shape.Length || (seen & (1 << axis)) != 0)
            {
                var given = string.Join(", ", order.ToArray());
                throw new ArgumentException($"the order [{given}] must name each of {shape.Length} axes once", nameof(order));
            }
            seen |= 1 << axis;
            result.Append(shape[axis], strides[axis]);
        }
        var step = 1L;
        for (var axis = result.Count - 1; axis >= 0; step *= result.Sizes[axis--]) result.OutputStrides[axis] = step;
        return result;
    }

    /// <summary>The index in the input of element <paramref name="index"/> of the output.</summary>
    internal readonly long SourceOf(long index)
    {
        var source = 0L;
        for (var axis = Count - 1; axis >= 0; axis--)
        {
            (index, var coordinate) = Math.DivRem(index, Sizes[axis]);
            source += coordinate * InputStrides[axis];
        }
        return source;
    }

    private void Append(long size, long stride)
    {
        if (size == 1) return;
        if (Count > 0 && InputStrides[Count - 1] == size * stride)
        {
            Sizes[Count - 1] *= size;
            InputStrides[Count - 1] = stride;
            return;
        }
        Sizes[Count] = size;
        InputStrides[Count] = stride;
        Count++;
    }
}
