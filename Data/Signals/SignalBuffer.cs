using EcgCmrNative.Data.Randomness;

namespace EcgCmrNative.Data.Signals;

/// <summary>
/// The samples of some leads, row-major [Leads, Length] in double, in memory that grows when it must and is reused otherwise:
/// a chain of operations that runs on two buffers allocates nothing once they have their size.
/// </summary>
public sealed class SignalBuffer : IAugmentable<SignalBuffer>
{
    private double[] _storage = [];

    /// <summary>Number of rows.</summary>
    public int Leads { get; private set; }

    /// <summary>Samples per row.</summary>
    public int Length { get; private set; }

    /// <summary>All samples, one lead after the other.</summary>
    public Span<double> Samples => _storage.AsSpan(0, Leads * Length);

    /// <summary>The samples of one lead.</summary>
    public Span<double> this[int lead] => Samples.Slice(lead * Length, Length);

    /// <summary>A buffer that holds a copy of these samples.</summary>
    /// <exception cref="ArgumentException">The samples do not divide into that many leads.</exception>
    public static SignalBuffer Of(ReadOnlySpan<double> samples, int leads)
    {
        var buffer = new SignalBuffer();
        buffer.Resize(leads, LengthOf(samples.Length, leads));
        samples.CopyTo(buffer.Samples);
        return buffer;
    }

    /// <summary>Samples per lead of a row-major array.</summary>
    /// <exception cref="ArgumentException">The samples do not divide into that many leads.</exception>
    public static int LengthOf(int samples, int leads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(leads, 1);
        if (samples % leads != 0) throw new ArgumentException($"{samples} samples are not divisible by {leads} leads.", nameof(samples));
        return samples / leads;
    }

    /// <summary>Sets the shape; the samples are undefined afterwards.</summary>
    public void Resize(int leads, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(leads);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var needed = checked(leads * length);
        if (_storage.Length < needed) _storage = new double[needed];
        (Leads, Length) = (leads, length);
    }

    /// <summary>Takes the shape and the samples of another buffer.</summary>
    public void CopyFrom(SignalBuffer other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Resize(other.Leads, other.Length);
        other.Samples.CopyTo(Samples);
    }

    /// <summary>Takes single-precision samples, row-major.</summary>
    /// <exception cref="ArgumentException">The samples do not divide into that many leads.</exception>
    public void CopyFrom(ReadOnlySpan<float> samples, int leads)
    {
        Resize(leads, LengthOf(samples.Length, leads));
        var target = Samples;
        for (var i = 0; i < target.Length; i++) target[i] = samples[i];
    }

    /// <summary>Writes the samples, rounded to single precision.</summary>
    /// <exception cref="ArgumentException">The destination is not of this buffer's size.</exception>
    public void CopyTo(Span<float> destination)
    {
        var samples = Samples;
        if (destination.Length != samples.Length)
            throw new ArgumentException($"The destination has {destination.Length} samples, expected {Leads} x {Length}.",
                nameof(destination));
        for (var i = 0; i < samples.Length; i++) destination[i] = (float)samples[i];
    }
}
