using EcgCmrNative.Data.Formats;
using EcgCmrNative.Data.Signals;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Training;
using EcgCmrNative.Models.Training.MaskedModelling;

namespace EcgCmrNative.Models.Ecg;

/// <summary>An ECG encoder from a file, with the preparation that its recordings need.</summary>
/// <param name="Encoder">The encoder, in inference.</param>
/// <param name="Preparation">How recordings are prepared before it sees them.</param>
/// <param name="StoresPreparation">
/// True where the file says so; false where it is a published file, which does not, and the published preparation of ten seconds is taken.
/// </param>
/// <param name="Preset">The preset with its sizes, or null.</param>
public sealed record EncoderWeights(VisionTransformer Encoder, EcgPreparation Preparation, bool StoresPreparation, string? Preset)
{
    /// <summary>
    /// Reads a checkpoint of this program or a published file: a state dict, alone or under <c>model</c> or <c>state_dict</c>, with the encoder's own
    /// names or behind <c>encoder_ecg.</c>.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="device">Where the encoder is to live.</param>
    /// <param name="heads">Attention heads, where the file is published and its sizes are of no preset.</param>
    /// <exception cref="DataFormatException">The file is damaged or holds no such encoder.</exception>
    /// <exception cref="ArgumentException">The heads are not known, or contradict the file.</exception>
    public static EncoderWeights Load(string path, Device device, int? heads = null)
    {
        using var file = TensorFile.Open(path);
        var tensors = file is TorchFile torch ? torch.StateDict() : file.Tensors;
        var layout = EncoderLayout.Find(tensors)
            ?? throw new DataFormatException(path, null, "there is no ECG encoder in it: no patch_embed.proj.weight with pos_embed and blocks beside it");
        var own = Checkpoint.Is(file) ? MaskedModellingConfiguration.Parse(path, Checkpoint.ReadConfiguration(path)) : null;
        var configuration = own?.Options.Model(own.Leads.Count).Encoder ?? layout.ToConfiguration(heads);
        if (heads is { } given && given != configuration.Heads)
            throw new ArgumentException($"{path} says that it has {configuration.Heads} attention heads, not {given}");
        var encoder = new VisionTransformer(device, new RandomSource(0), configuration) { Training = false };
        foreach (var (name, parameter) in encoder.State())
        {
            var tensor = tensors[layout.Prefix + name];
            if (!tensor.Shape.SequenceEqual(parameter.Shape.ToArray().Select(size => (long)size)))
                throw new DataFormatException(path, null, $"tensor '{tensor.Name}' has shape [{string.Join(", ", tensor.Shape)}], the encoder's is {parameter.Shape}");
            parameter.Set(tensor.ToDoubles());
        }
        return new EncoderWeights(encoder, own?.Preparation ?? new EcgPreparation(), own is not null, layout.Preset);
    }
}
