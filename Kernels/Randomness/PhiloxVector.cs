using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EcgCmrNative.Kernels.Randomness;

/// <summary>
/// <see cref="PhiloxBlock"/> on vectors of two blocks, their words in the order in which they are drawn. The multiplication of even words
/// gives low and high halves of both products side by side; reversed, they have the order of the next round.
/// </summary>
internal static unsafe class PhiloxVector
{
    /// <summary>Words that one call of <see cref="Words"/> makes.</summary>
    public const int Count = 4 * WordsOfVector;

    private const int WordsOfVector = 8;

    /// <summary>
    /// Writes the words of the blocks <paramref name="block"/> to block + 7: four vectors at a time, which do not wait for each other.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Words(in RandomStream stream, ulong block, uint* words)
    {
        var a = Counter(stream, block);
        var b = Counter(stream, block + 2);
        var c = Counter(stream, block + 4);
        var d = Counter(stream, block + 6);
        var (key0, key1) = (stream.Seed & uint.MaxValue, stream.Seed >> 32);
        var key = Vector256.Create(key0, key1, key0, key1).AsUInt32();
        var keyStep = Vector256.Create(PhiloxBlock.KeyStep0, 0, PhiloxBlock.KeyStep1, 0, PhiloxBlock.KeyStep0, 0, PhiloxBlock.KeyStep1, 0);
        for (var round = 0; round < PhiloxBlock.Rounds; round++)
        {
            a = Round(a, key);
            b = Round(b, key);
            c = Round(c, key);
            d = Round(d, key);
            key += keyStep;
        }
        a.Store(words);
        b.Store(words + WordsOfVector);
        c.Store(words + 2 * WordsOfVector);
        d.Store(words + 3 * WordsOfVector);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Counter(in RandomStream stream, ulong block) =>
        Vector256.Create(block, stream.Number, block + 1, stream.Number).AsUInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Round(Vector256<uint> counter, Vector256<uint> key)
    {
        var products = Vector256.Shuffle(MultiplyEven(counter).AsUInt32(), Vector256.Create(3u, 2, 1, 0, 7, 6, 5, 4));
        return products ^ (counter.AsUInt64() >> 32).AsUInt32() ^ key;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> MultiplyEven(Vector256<uint> counter)
    {
        const ulong a = PhiloxBlock.MultiplierA, c = PhiloxBlock.MultiplierC;
        var multipliers = Vector256.Create(a, c, a, c);
        return Avx2.IsSupported
            ? Avx2.Multiply(counter, multipliers.AsUInt32())
            : (counter.AsUInt64() & Vector256.Create((ulong)uint.MaxValue)) * multipliers;
    }
}
