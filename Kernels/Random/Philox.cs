namespace EcgCmrNative.Kernels.Random;

/// <summary>
/// Philox4x32-10 (Salmon et al. 2011): random numbers from a counter. Number i of a stream depends on seed, stream and i alone.
/// </summary>
public struct Philox
{
    private const uint MultiplierA = 0xD2511F53;
    private const uint MultiplierB = 0xCD9E8D57;
    private const uint WeylA = 0x9E3779B9;
    private const uint WeylB = 0xBB67AE85;
    private const int Rounds = 10;

    private readonly ulong _seed;
    private readonly ulong _stream;
    private ulong _position;
    private (uint, uint, uint, uint) _block;

    /// <summary>Starts a stream.</summary>
    public Philox(ulong seed, ulong stream)
    {
        _seed = seed;
        _stream = stream;
    }

    /// <summary>One block of four random words: the function that everything else is made of.</summary>
    /// <param name="counter">128-bit counter, low word first.</param>
    /// <param name="key">64-bit key, low word first.</param>
    public static (uint, uint, uint, uint) Block((uint, uint, uint, uint) counter, (uint, uint) key)
    {
        var (c0, c1, c2, c3) = counter;
        var (k0, k1) = key;
        for (var round = 0; round < Rounds; round++)
        {
            var a = (ulong)MultiplierA * c0;
            var b = (ulong)MultiplierB * c2;
            (c0, c1, c2, c3) = ((uint)(b >> 32) ^ c1 ^ k0, (uint)b, (uint)(a >> 32) ^ c3 ^ k1, (uint)a);
            k0 += WeylA;
            k1 += WeylB;
        }
        return (c0, c1, c2, c3);
    }

    /// <summary>The next 32 random bits.</summary>
    public uint NextUInt32()
    {
        var lane = (int)(_position & 3);
        if (lane == 0)
        {
            var block = _position >> 2;
            _block = Block(((uint)block, (uint)(block >> 32), (uint)_stream, (uint)(_stream >> 32)), ((uint)_seed, (uint)(_seed >> 32)));
        }
        _position++;
        return lane switch { 0 => _block.Item1, 1 => _block.Item2, 2 => _block.Item3, _ => _block.Item4 };
    }

    /// <summary>Uniform in [0, 1), a multiple of 2⁻²⁴: exact in float32.</summary>
    public double NextUniform() => (NextUInt32() >> 8) * (1.0 / (1 << 24));

    /// <summary>Standard normal (Box and Muller 1958); takes two words.</summary>
    public double NextNormal()
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextUniform()));
        return radius * Math.Cos(2 * Math.PI * NextUniform());
    }

    /// <summary>Uniform among 0, 1, …, n − 1, without bias.</summary>
    /// <exception cref="ArgumentOutOfRangeException">n is not positive.</exception>
    public int Below(int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n);
        // Lemire 2019: reject the few words that would make some results likelier.
        var threshold = (uint)(0x1_0000_0000UL % (uint)n);
        ulong product;
        do product = (ulong)NextUInt32() * (uint)n;
        while ((uint)product < threshold);
        return (int)(product >> 32);
    }

    /// <summary>A random order of 0, 1, …, n − 1 (Fisher and Yates).</summary>
    public int[] Permutation(int n)
    {
        var order = new int[n];
        for (var i = 0; i < n; i++) order[i] = i;
        for (var i = n - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order;
    }
}
