namespace EcgCmrNative.Data.Files;

/// <summary>
/// A view with strides into another region, seen in row-major order: what PyTorch stores for a transposed tensor
/// and NumPy for Fortran order. The stretch that the view covers is taken into memory while it is read, and kept as long as the garbage
/// collector allows, so that reading part by part does not read the whole stretch for every part.
/// </summary>
internal sealed class StridedRegion : ByteRegion
{
    private readonly ByteRegion _storage;
    private readonly int _elementBytes;
    private readonly long[] _shape, _strides;
    private readonly long _firstByte, _coveredBytes;
    private readonly WeakReference<byte[]> _covered = new(null!);

    /// <param name="storage">Where the elements lie.</param>
    /// <param name="elementBytes">Bytes of one element.</param>
    /// <param name="firstElement">The element of the storage at index 0, 0, …</param>
    /// <param name="shape">Sizes, none of them 0.</param>
    /// <param name="strides">Elements from one index to the next; the caller has checked that all lie in the storage.</param>
    public StridedRegion(ByteRegion storage, int elementBytes, long firstElement, long[] shape, long[] strides)
        : base(storage.Path, elementBytes * shape.Aggregate(1L, (product, size) => product * size))
    {
        (_storage, _elementBytes, _shape, _strides) = (storage, elementBytes, shape, strides);
        _firstByte = firstElement * elementBytes;
        _coveredBytes = (1 + shape.Zip(strides, (size, stride) => (size - 1) * stride).Sum()) * elementBytes;
    }

    public override DataFormatException Failure(long offset, string reason, Exception? inner = null) =>
        _storage.Failure(_firstByte, reason, inner);

    public override void Read(long offset, long count, ByteSink sink)
    {
        RequireInside(offset, count);
        if (_coveredBytes > Array.MaxLength)
            throw Failure(0, $"the elements of this tensor are spread over {_coveredBytes} bytes, too many to rearrange in memory");
        if (!_covered.TryGetTarget(out var covered))
        {
            covered = new byte[_coveredBytes];
            _storage.Read(_firstByte, covered);
            _covered.SetTarget(covered);
        }
        InPieces(count, sink, (at, piece) => Gather(covered, (offset + at) / _elementBytes, piece));
    }

    /// <summary>Walks the innermost axis as a run and the others like an odometer.</summary>
    private void Gather(byte[] covered, long element, Span<byte> piece)
    {
        var rank = _shape.Length;
        Span<long> index = stackalloc long[rank];
        long source = 0;
        for (var axis = rank - 1; axis >= 0; axis--)
        {
            (element, index[axis]) = Math.DivRem(element, _shape[axis]);
            source += index[axis] * _strides[axis];
        }
        for (var at = 0; at < piece.Length; at += _elementBytes)
        {
            covered.AsSpan((int)(source * _elementBytes), _elementBytes).CopyTo(piece[at..]);
            for (var axis = rank - 1; axis >= 0; axis--)
            {
                source += _strides[axis];
                if (++index[axis] < _shape[axis]) break;
                source -= _shape[axis] * _strides[axis];
                index[axis] = 0;
            }
        }
    }
}
