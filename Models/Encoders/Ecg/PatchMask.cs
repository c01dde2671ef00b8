using EcgCmrNative.Engine.Randomness;

namespace EcgCmrNative.Models.Encoders.Ecg;

/// <summary>
/// The visible patches of each recording of a batch, in the encoder's order. Its arrays are allocated once and refilled for every batch.
/// </summary>
public sealed class PatchMask
{
    private readonly int[] _kept;
    private readonly int[] _position;
    private readonly double[] _noise;
    private readonly int[] _order;

    /// <summary>Makes room for masks of up to <paramref name="capacity"/> recordings.</summary>
    /// <param name="capacity">Recordings.</param>
    /// <param name="patches">Patches of a recording.</param>
    /// <param name="keptPatches">Patches to keep of each.</param>
    public PatchMask(int capacity, int patches, int keptPatches)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keptPatches, patches);
        Patches = patches;
        KeptPatches = keptPatches;
        _kept = new int[capacity * keptPatches];
        _position = new int[capacity * patches];
        _noise = new double[patches];
        _order = new int[patches];
    }

    /// <summary>Recordings.</summary>
    public int Batch { get; private set; }

    /// <summary>Patches of a recording.</summary>
    public int Patches { get; }

    /// <summary>Patches that are kept of each.</summary>
    public int KeptPatches { get; }

    /// <summary>[batch, kept]: the patches that are kept, in the encoder's order.</summary>
    public ReadOnlySpan<int> Kept => _kept.AsSpan(0, Batch * KeptPatches);

    /// <summary>[batch, patches]: a patch's place in the encoder's order, or −1 if it is masked.</summary>
    public ReadOnlySpan<int> Position => _position.AsSpan(0, Batch * Patches);

    /// <summary>Keeps the patches with the smallest noise, in ascending order of it.</summary>
    /// <param name="noise">[batch, patches].</param>
    /// <param name="batch">Recordings.</param>
    /// <param name="kept">Patches to keep of each.</param>
    public static PatchMask FromNoise(ReadOnlySpan<double> noise, int batch, int kept)
    {
        var patches = noise.Length / Math.Max(batch, 1);
        var mask = new PatchMask(batch, patches, kept) { Batch = batch };
        for (var b = 0; b < batch; b++)
        {
            noise.Slice(b * patches, patches).CopyTo(mask._noise);
            mask.KeepSmallest(b);
        }
        return mask;
    }

    /// <summary>Keeps everything, in its own order.</summary>
    public static PatchMask None(int batch, int patches)
    {
        var mask = new PatchMask(batch, patches, patches) { Batch = batch };
        for (var i = 0; i < mask._kept.Length; i++) mask._kept[i] = mask._position[i] = i % patches;
        return mask;
    }

    /// <summary>Draws anew; each recording has a stream of its own, so its mask does not depend on the rest of the batch.</summary>
    /// <param name="random">The source.</param>
    /// <param name="recordings">An identity of each recording, such as its index in the data.</param>
    public void Draw(RandomSource random, ReadOnlySpan<int> recordings)
    {
        ArgumentNullException.ThrowIfNull(random);
        Batch = recordings.Length;
        for (var b = 0; b < Batch; b++)
        {
            var draws = random.Stream("patch mask", (ulong)recordings[b]);
            for (var i = 0; i < _noise.Length; i++) _noise[i] = draws.NextUniform();
            KeepSmallest(b);
        }
    }

    /// <summary>
    /// Draws whole rows and columns of the grid of patches: of each recording some leads are kept, and the same times of all of them.
    /// </summary>
    /// <param name="random">The source.</param>
    /// <param name="recordings">An identity of each recording, such as its index in the data.</param>
    /// <param name="columns">Columns of the grid.</param>
    /// <param name="keptColumns">Columns to keep; the rows to keep follow from <see cref="KeptPatches"/>.</param>
    /// <exception cref="ArgumentException">The numbers do not fit the grid.</exception>
    public void DrawBlocks(RandomSource random, ReadOnlySpan<int> recordings, int columns, int keptColumns)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (columns < 1 || Patches % columns != 0 || keptColumns < 1 || keptColumns > columns || KeptPatches % keptColumns != 0
            || KeptPatches / keptColumns > Patches / columns)
            throw new ArgumentException(
                $"cannot keep {KeptPatches} of {Patches} patches as {keptColumns} of {columns} columns", nameof(keptColumns));
        Batch = recordings.Length;
        Span<int> rowOrder = stackalloc int[Patches / columns], columnOrder = stackalloc int[columns];
        for (var b = 0; b < Batch; b++)
        {
            var draws = random.Stream("patch blocks", (ulong)recordings[b]);
            draws.Permutation(rowOrder);
            draws.Permutation(columnOrder);
            // The order of the patches stays: noise rises with the number of the patch, and is larger still where one is dropped.
            for (var i = 0; i < Patches; i++) _noise[i] = i + Patches;
            foreach (var row in rowOrder[..(KeptPatches / keptColumns)])
                foreach (var column in columnOrder[..keptColumns]) _noise[row * columns + column] -= Patches;
            KeepSmallest(b);
        }
    }

    /// <summary>Marks the samples of a recording that lie in kept patches.</summary>
    /// <param name="recording">Index of the recording in the batch.</param>
    /// <param name="encoder">The patch grid.</param>
    /// <param name="visible">Receives [leads, samples].</param>
    public void MarkVisible(int recording, VisionTransformerConfiguration encoder, Span<bool> visible)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        var position = Position.Slice(recording * Patches, Patches);
        for (var lead = 0; lead < encoder.Leads; lead++)
        {
            for (var column = 0; column < encoder.GridColumns; column++)
            {
                var kept = position[lead / encoder.PatchLeads * encoder.GridColumns + column] >= 0;
                visible.Slice(lead * encoder.Samples + column * encoder.PatchSamples, encoder.PatchSamples).Fill(kept);
            }
        }
    }

    private void KeepSmallest(int recording)
    {
        for (var i = 0; i < _order.Length; i++) _order[i] = i;
        Array.Sort(_noise, _order);
        var kept = _kept.AsSpan(recording * KeptPatches, KeptPatches);
        var position = _position.AsSpan(recording * Patches, Patches);
        position.Fill(-1);
        _order.AsSpan(0, KeptPatches).CopyTo(kept);
        for (var i = 0; i < kept.Length; i++) position[kept[i]] = i;
    }
}
