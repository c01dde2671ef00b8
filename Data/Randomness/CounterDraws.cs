using System.Runtime.Intrinsics;

namespace EcgCmrNative.Data.Randomness;

/// <summary>
/// Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011). The numbers are a function of
/// (seed, epoch, sample, operation) and of the order of the calls since the last <see cref="Restart"/>, so that a sample's draws
/// are the same whichever thread makes them, and when. Not thread-safe: one instance per thread.
/// </summary>
public sealed class CounterDraws : IDraws
{
    private const int BlocksAtOnce = 16;

    private readonly uint[] _block = new uint[4];
    private readonly uint _key0;
    private readonly uint _key1;
    private uint _epoch;
    private uint _sample;
    private uint _operation;
    private uint _counter;
    private int _used = 4;

    /// <summary>Creates the generator, standing at epoch 0, sample 0, operation 0.</summary>
    /// <param name="seed">The run's seed.</param>
    public CounterDraws(ulong seed)
    {
        _key0 = (uint)seed;
        _key1 = (uint)(seed >> 32);
    }

    /// <summary>Goes to the beginning of the stream that belongs to these three.</summary>
    public void Restart(int epoch, int sample, int operation)
    {
        (_epoch, _sample, _operation) = ((uint)epoch, (uint)sample, (uint)operation);
        _counter = 0;
        _used = 4;
    }

    /// <inheritdoc/>
    public double Uniform()
    {
        var high = (ulong)Next() << 32;
        return ((high | Next()) >> 11) * (1.0 / (1UL << 53));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public int Integer(int exclusiveUpper)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveUpper, 1);
        // Lemire's multiplication with rejection: every integer is equally likely.
        var range = (uint)exclusiveUpper;
        var product = (ulong)Next() * range;
        if ((uint)product < range)
        {
            var threshold = (0u - range) % range;
            while ((uint)product < threshold) product = (ulong)Next() * range;
        }
        return (int)(product >> 32);
    }

    /// <inheritdoc/>
    public void Uniforms(Span<double> values)
    {
        foreach (ref var value in values) value = Uniform();
    }

    /// <inheritdoc/>
    /// <remarks>Box–Muller on pairs of 32-bit uniforms, in whole vectors, always starting on a fresh block; |value| &lt; 6.8.</remarks>
    public void Normals(Span<double> values)
    {
        _used = 4;
        Span<uint> words = stackalloc uint[4 * BlocksAtOnce];
        Span<double> chunk = stackalloc double[4 * BlocksAtOnce];
        for (var done = 0; done < values.Length; done += chunk.Length)
        {
            var count = Math.Min(chunk.Length, values.Length - done);
            for (var at = 0; at < words.Length; at += 4) Philox(words[at..]);
            for (var i = 0; i < words.Length; i++) chunk[i] = (words[i] + 0.5) * (1.0 / (1UL << 32));
            BoxMuller(chunk);
            chunk[..count].CopyTo(values[done..]);
        }
    }

    /// <summary>Uniforms in both halves become normals in both halves.</summary>
    private static void BoxMuller(Span<double> chunk)
    {
        var half = chunk.Length / 2;
        for (var i = 0; i < half; i += Vector256<double>.Count)
        {
            var radius = Vector256.Sqrt(-2.0 * Vector256.Log(Vector256.Create<double>(chunk[i..])));
            var (sin, cos) = Vector256.SinCos(Math.Tau * Vector256.Create<double>(chunk[(half + i)..]));
            (radius * cos).CopyTo(chunk[i..]);
            (radius * sin).CopyTo(chunk[(half + i)..]);
        }
    }

    private uint Next()
    {
        if (_used == 4)
        {
            Philox(_block);
            _used = 0;
        }
        return _block[_used++];
    }

    private void Philox(Span<uint> block)
    {
        var (c0, c1, c2, c3) = (_counter++, _sample, _epoch, _operation);
        var (k0, k1) = (_key0, _key1);
        for (var round = 0; round < 10; round++)
        {
            var low = 0xD2511F53UL * c0;
            var high = 0xCD9E8D57UL * c2;
            (c0, c1, c2, c3) = ((uint)(high >> 32) ^ c1 ^ k0, (uint)high, (uint)(low >> 32) ^ c3 ^ k1, (uint)low);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }
        (block[0], block[1], block[2], block[3]) = (c0, c1, c2, c3);
    }
}
