using EcgCmrNative.Engine;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Models.Ecg;

/// <summary>Computes embeddings of prepared recordings, batch by batch.</summary>
/// <param name="device">Where the encoder lives.</param>
/// <param name="encoder">The encoder.</param>
public sealed class EcgEmbedder(Device device, VisionTransformer encoder)
{
    private const int BatchSize = 32;

    /// <summary>Numbers per embedding.</summary>
    public int Width => encoder.Configuration.Width;

    /// <summary>Embeds recordings; of each the encoder sees the beginning that it is made for.</summary>
    /// <param name="recordings">Each row-major [leads, T], prepared; T may be longer than the encoder's window.</param>
    /// <returns>The embeddings, in order.</returns>
    /// <exception cref="ArgumentException">A recording has not the encoder's leads or is shorter than its window.</exception>
    public IEnumerable<float[]> Embed(IEnumerable<float[]> recordings)
    {
        var (leads, samples) = (encoder.Configuration.Leads, encoder.Configuration.Samples);
        foreach (var batch in recordings.Chunk(BatchSize))
        {
            var windows = new float[batch.Length * leads * samples];
            for (var i = 0; i < batch.Length; i++)
            {
                var length = batch[i].Length / leads;
                if (length * leads != batch[i].Length || length < samples)
                    throw new ArgumentException($"a recording of {batch[i].Length} values does not hold {leads} leads of at least {samples} samples");
                for (var lead = 0; lead < leads; lead++)
                    batch[i].AsSpan(lead * length, samples).CopyTo(windows.AsSpan((i * leads + lead) * samples));
            }
            foreach (var embedding in Compute(windows, batch.Length)) yield return embedding;
        }
    }

    private float[][] Compute(float[] windows, int count)
    {
        using var scope = TensorScope.Open();
        var c = encoder.Configuration;
        var embeddings = encoder.Embed(Tensor.From(device, new Shape(count, c.Channels, c.Leads, c.Samples), windows)).ToSingles();
        return [.. embeddings.Chunk(Width)];
    }
}
