using System.Runtime.InteropServices;

namespace EcgCmrNative.Data.Cohorts.Stores;

/// <summary>The bytes of a row while they are read. A file that is closed meanwhile stays mapped until all leases have ended.</summary>
internal readonly unsafe ref struct RowLease
{
    private readonly SafeBuffer _mapping;

    /// <param name="mapping">The mapped file.</param>
    /// <param name="start">The first byte of the row.</param>
    /// <param name="length">Its length.</param>
    /// <exception cref="ObjectDisposedException">The file is closed.</exception>
    public RowLease(SafeBuffer mapping, byte* start, int length)
    {
        var isTaken = false;
        mapping.DangerousAddRef(ref isTaken);
        _mapping = mapping;
        Bytes = new ReadOnlySpan<byte>(start, length);
    }

    /// <summary>The row; it must not be used after <see cref="Dispose"/>.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    public void Dispose() => _mapping.DangerousRelease();
}
