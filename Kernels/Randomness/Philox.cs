namespace EcgCmrNative.Kernels.Randomness;

/// <summary>
/// Reads a <see cref="RandomStream"/> on the host, number by number. It is a value type: a copy continues independently.
/// <see cref="Position"/> is its whole state, so an interrupted run resumes exactly.
/// </summary>
public struct Philox
{
    private readonly RandomStream _stream;
    private PhiloxBlock _block;
    private ulong _blockIndex;
    private bool _hasBlock;

    /// <summary>Reads the stream <paramref name="stream"/> of <paramref name="seed"/> from its first number.</summary>
    public Philox(ulong seed, ulong stream = 0)
        : this(new RandomStream(seed, stream))
    {
    }

    /// <summary>Reads a stream from the number at <paramref name="position"/>.</summary>
    public Philox(RandomStream stream, ulong position = 0)
    {
        _stream = stream;
        Position = position;
    }

    /// <summary>The stream that is read.</summary>
    public readonly RandomStream Stream => _stream;

    /// <summary>Words drawn so far; may be set, to skip or to repeat.</summary>
    public ulong Position { get; set; }

    /// <summary>32 random bits.</summary>
    public uint NextWord()
    {
        var index = Position / 4;
        if (!_hasBlock || index != _blockIndex)
        {
            _block = PhiloxBlock.Of(_stream, index);
            _blockIndex = index;
            _hasBlock = true;
        }
        return _block[(int)(Position++ % 4)];
    }

    /// <summary>Uniform on [0, 1), as <see cref="IRandom.Uniform"/> gives at this position.</summary>
    public double NextUniform() => PhiloxBlock.Uniform(NextWord());

    /// <summary>Uniform on [low, high).</summary>
    public double NextUniform(double low, double high) => low + (high - low) * NextUniform();

    /// <summary>Normal, mean 0 and variance 1. Takes two words.</summary>
    public double NextNormal()
    {
        var a = NextWord();
        return PhiloxBlock.Normal(a, NextWord()).First;
    }

    /// <summary>True with the given probability.</summary>
    public bool NextBernoulli(double probability) => NextUniform() < probability;

    /// <summary>A whole number from 0 to <paramref name="bound"/> − 1, all equally likely (Lemire 2019).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public int NextBelow(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var product = (ulong)NextWord() * (uint)bound;
        if ((uint)product < (uint)bound)
        {
            // 2³² mod bound of the low halves would make some numbers likelier than others.
            var surplus = (0u - (uint)bound) % (uint)bound;
            while ((uint)product < surplus) product = (ulong)NextWord() * (uint)bound;
        }
        return (int)(product >> 32);
    }

    /// <summary>Puts the items in random order, all orders equally likely (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = NextBelow(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    /// <summary>Fills the span with 0 to its length − 1 in random order.</summary>
    public void Permutation(Span<int> order)
    {
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Shuffle(order);
    }
}
