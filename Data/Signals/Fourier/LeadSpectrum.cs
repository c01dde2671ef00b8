using System.Buffers;

namespace EcgCmrNative.Data.Signals.Fourier;

/// <summary>Complex working memory [Length, Columns] between a <see cref="SignalBuffer"/> and a <see cref="FourierTransform"/>.</summary>
internal readonly ref struct LeadSpectrum : IDisposable
{
    private readonly double[] _rented;

    public LeadSpectrum(int length, int columns)
    {
        (Length, Columns) = (length, columns);
        var size = checked(length * columns);
        _rented = ArrayPool<double>.Shared.Rent(checked(2 * size));
        Re = _rented.AsSpan(0, size);
        Im = _rented.AsSpan(size, size);
        Re.Clear();
        Im.Clear();
    }

    public int Length { get; }

    public int Columns { get; }

    public Span<double> Re { get; }

    public Span<double> Im { get; }

    public void Forward() => FourierTransform.Of(Length).Forward(Re, Im, Columns);

    public void Inverse() => FourierTransform.Of(Length).Inverse(Re, Im, Columns);

    /// <summary>Puts a signal into the real or imaginary part of a column, from its beginning.</summary>
    public void Load(ReadOnlySpan<double> signal, Span<double> part, int column)
    {
        for (int t = 0, at = column; t < signal.Length; t++, at += Columns) part[at] = signal[t];
    }

    /// <summary>Reads the beginning of the real or imaginary part of a column.</summary>
    public void Store(ReadOnlySpan<double> part, int column, Span<double> signal)
    {
        for (int t = 0, at = column; t < signal.Length; t++, at += Columns) signal[t] = part[at];
    }

    public void Dispose() => ArrayPool<double>.Shared.Return(_rented);
}
