using EcgCmrNative.Engine.Randomness;

namespace EcgCmrNative.Models.Ecg;

/// <summary>Which patches of each recording of a batch the encoder sees, in which order.</summary>
public sealed class PatchMask
{
    private PatchMask(int batch, int patches, int[] kept, int[] position)
    {
        Batch = batch;
        Patches = patches;
        KeptPatches = batch == 0 ? 0 : kept.Length / batch;
        Kept = kept;
        Position = position;
    }

    /// <summary>Recordings.</summary>
    public int Batch { get; }

    /// <summary>Patches of a recording.</summary>
    public int Patches { get; }

    /// <summary>Patches that are kept of each.</summary>
    public int KeptPatches { get; }

    /// <summary>[batch, kept]: the patches that are kept, in the encoder's order.</summary>
    public IReadOnlyList<int> Kept { get; }

    /// <summary>[batch, patches]: where in the encoder's order a patch is, or −1 when it is masked.</summary>
    public IReadOnlyList<int> Position { get; }

    /// <summary>Keeps the patches with the smallest noise, in ascending order of it.</summary>
    /// <param name="noise">[batch, patches].</param>
    /// <param name="batch">Recordings.</param>
    /// <param name="kept">Patches to keep of each.</param>
    public static PatchMask FromNoise(ReadOnlySpan<double> noise, int batch, int kept)
    {
        var patches = noise.Length / Math.Max(batch, 1);
        var keep = new int[batch * kept];
        var position = new int[batch * patches];
        Array.Fill(position, -1);
        var order = new int[patches];
        var keys = new double[patches];
        for (var b = 0; b < batch; b++)
        {
            for (var i = 0; i < patches; i++) order[i] = i;
            noise.Slice(b * patches, patches).CopyTo(keys);
            Array.Sort(keys, order);
            for (var i = 0; i < kept; i++)
            {
                keep[b * kept + i] = order[i];
                position[b * patches + order[i]] = i;
            }
        }
        return new PatchMask(batch, patches, keep, position);
    }

    /// <summary>A random mask; each recording draws from a stream of its own, so its mask does not depend on what else is in the batch.</summary>
    /// <param name="random">The source.</param>
    /// <param name="samples">An identity of each recording, such as its index in the data.</param>
    /// <param name="patches">Patches of a recording.</param>
    /// <param name="kept">Patches to keep of each.</param>
    public static PatchMask Random(RandomSource random, ReadOnlySpan<int> samples, int patches, int kept)
    {
        ArgumentNullException.ThrowIfNull(random);
        var noise = new double[samples.Length * patches];
        for (var b = 0; b < samples.Length; b++)
        {
            var draws = random.Stream("patch mask", (ulong)samples[b]);
            for (var i = 0; i < patches; i++) noise[b * patches + i] = draws.NextUniform();
        }
        return FromNoise(noise, samples.Length, kept);
    }

    /// <summary>Keeps everything, in its own order.</summary>
    public static PatchMask None(int batch, int patches)
    {
        var all = new int[batch * patches];
        for (var i = 0; i < all.Length; i++) all[i] = i % patches;
        return new PatchMask(batch, patches, all, all);
    }
}
