using EcgCmrNative.Kernels.Randomness;

namespace EcgCmrNative.Engine.Randomness;

/// <summary>
/// Source of all random numbers of a program: counter-based streams (Philox), each named by its purpose and by numbers such as an epoch or
/// a sample. A stream depends only on its name and the seed, not on other draws, threads, devices or ranks.
/// </summary>
public sealed class RandomSource
{
    private readonly ulong _branch;
    private ulong _drawn;

    /// <summary>Creates the source of a seed.</summary>
    public RandomSource(ulong seed) : this(seed, 0) { }

    private RandomSource(ulong seed, ulong branch)
    {
        Seed = seed;
        _branch = branch;
    }

    /// <summary>The seed.</summary>
    public ulong Seed { get; }

    /// <summary>A separate source for one use: <c>random.Branch("step", 17)</c>.</summary>
    public RandomSource Branch(string purpose, ulong index = 0) => new(Seed, Mix(purpose, index));

    /// <summary>The stream of one use: <c>random.Stream("mask", sample)</c>.</summary>
    public Philox Stream(string purpose, ulong index = 0) => new(Seed, Mix(purpose, index));

    /// <summary>
    /// The stream of the next of a sequence of uses, in the order of the calls: the second layer's weights, the third drop path.
    /// </summary>
    public Philox Next(string purpose) => Stream(purpose, ++_drawn);

    /// <summary>As <see cref="Next"/>, but a separate source.</summary>
    public RandomSource NextBranch(string purpose) => Branch(purpose, ++_drawn);

    private ulong Mix(string purpose, ulong index)
    {
        ArgumentNullException.ThrowIfNull(purpose);
        // FNV-1a over branch, purpose and index, then one SplitMix64 round to spread it over all bits. It is called
        // for every sample: no allocation.
        var hash = 14695981039346656037UL;
        AbsorbNumber(_branch);
        foreach (var c in purpose)
        {
            Absorb((byte)c);
            Absorb((byte)(c >> 8));
        }
        AbsorbNumber(index);
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EB;
        return hash ^ (hash >> 31);

        void AbsorbNumber(ulong number)
        {
            for (var shift = 0; shift < 64; shift += 8) Absorb((byte)(number >> shift));
        }

        void Absorb(byte value) => hash = (hash ^ value) * 1099511628211;
    }
}
