using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Data.Formats.Torch;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Cmr;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Training.Contrastive.Options;

namespace EcgCmrNative.Models.Training;

/// <summary>
/// Writes encoders in the layout of the published weights: <c>signal_encoder.pth</c> = {"model": {…}} without prefix, and
/// <c>image_encoder.pth</c> =
/// {"state_dict": {"encoder_imaging.…"}}. Filters are [out, in, height, width] there.
/// </summary>
public static class PublishedExport
{
    /// <summary>Name of the file with the ECG encoder, without extension.</summary>
    public const string SignalEncoder = "signal_encoder";

    /// <summary>Name of the file with the image encoder, without extension.</summary>
    public const string ImageEncoder = "image_encoder";

    private const string ImagePrefix = "encoder_imaging.";
    private const string BatchCount = "num_batches_tracked";

    /// <summary>Exports what encoders there are in a checkpoint of this program.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="folder">Where the files go.</param>
    /// <param name="keepPoolNorm">Keep <c>fc_norm</c>, which the published tool drops, so that fine-tuning starts with a new one.</param>
    /// <param name="safeTensors">Write .safetensors in place of .pth.</param>
    /// <returns>The files written.</returns>
    /// <exception cref="DataFormatException">The file is damaged, or no checkpoint of this program.</exception>
    /// <exception cref="IOException">The disk refused; older files are untouched.</exception>
    public static IReadOnlyList<string> Write(string checkpoint, string folder, bool keepPoolNorm = false, bool safeTensors = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        using var device = new CpuDevice(threads: 1);
        var json = Checkpoint.ReadConfiguration(checkpoint);
        var run = ContrastiveConfiguration.Recognizes(json) ? ContrastiveConfiguration.Parse(checkpoint, json) : null;
        Directory.CreateDirectory(folder);
        var written = new List<string>();
        if (run is null or { Ecg: not null })
        {
            var file = EncoderFile.Load(device, checkpoint);
            Module encoder = file.Pooled is null ? file.Encoder : file.Pooled;
            var tensors = Tensors(encoder, "", name => keepPoolNorm || !name.StartsWith("fc_norm.", StringComparison.Ordinal));
            written.Add(Write(Path.Combine(folder, SignalEncoder), "model", tensors, safeTensors));
        }
        if (run?.Cmr is { } cmr)
        {
            var encoder = CmrPresets.Create(cmr.Preset, device, new RandomSource(0));
            CmrEncoderFile.LoadInto(encoder, checkpoint);
            written.Add(Write(Path.Combine(folder, ImageEncoder), "state_dict", Tensors(encoder, ImagePrefix, _ => true), safeTensors));
        }
        return written;
    }

    private static List<FileTensor> Tensors(Module encoder, string prefix, Func<string, bool> isWanted)
    {
        var tensors = new List<FileTensor>();
        foreach (var (name, parameter) in encoder.State().Where(entry => isWanted(entry.Name)))
        {
            long[] sizes = [.. StateLayout.PublishedSizes(parameter).Select(size => (long)size)];
            var values = StateLayout.ToPublished(parameter, parameter.ToDoubles());
            tensors.Add(name.EndsWith(BatchCount, StringComparison.Ordinal)
                ? FileTensor.Of<long>(prefix + name, Array.ConvertAll(values, value => (long)value), sizes)
                : FileTensor.Of<float>(prefix + name, Array.ConvertAll(values, value => (float)value), sizes));
        }
        return tensors;
    }

    private static string Write(string path, string key, List<FileTensor> tensors, bool safeTensors)
    {
        path += safeTensors ? ".safetensors" : ".pth";
        if (safeTensors) SafeTensorsFile.Write(path, tensors);
        else TorchFile.Write(path, tensors, key);
        return path;
    }
}
