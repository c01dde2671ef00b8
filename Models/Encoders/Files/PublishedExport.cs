using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Data.Formats.Torch;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders.Ecg;

namespace EcgCmrNative.Models.Encoders.Files;

/// <summary>
/// Writes encoders in the layout of the published weights: <c>signal_encoder.pth</c> = {"model": {…}} without prefix, and
/// <c>image_encoder.pth</c> = {"state_dict": {"encoder_imaging.…"}}. Filters are [out, in, height, width] there.
/// </summary>
public static class PublishedExport
{
    /// <summary>Name of the file with the ECG encoder, without extension.</summary>
    public const string SignalEncoder = "signal_encoder";

    /// <summary>Name of the file with the image encoder, without extension.</summary>
    public const string ImageEncoder = "image_encoder";

    private const string ImagePrefix = "encoder_imaging.";
    private const string BatchCount = "num_batches_tracked";

    /// <summary>Exports the encoders of a file.</summary>
    /// <param name="path">The folder of a run, a checkpoint, or another file with encoders.</param>
    /// <param name="folder">Where the files go.</param>
    /// <param name="keepPoolNorm">Keep <c>fc_norm</c>, which the published tool drops, so that fine-tuning starts with a new one.</param>
    /// <param name="safeTensors">Write .safetensors, with the description of the encoder, instead of .pth.</param>
    /// <param name="half">Write weights in half precision.</param>
    /// <returns>The files written.</returns>
    /// <exception cref="DataFormatException">The file is damaged, or holds no encoder.</exception>
    /// <exception cref="IOException">A file cannot be written; older files are unchanged.</exception>
    /// <exception cref="ArgumentException">A weight is beyond the range of half precision.</exception>
    public static IReadOnlyList<string> Write(
        string path, string folder, bool keepPoolNorm = false, bool safeTensors = false, bool half = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        using var device = new CpuDevice(threads: 1);
        Modality[] modalities;
        using (var file = EncoderFile.Open(path))
            modalities = [.. file.Encoders.Select(found => found.Kind.Modality).Distinct().Order()];
        if (modalities.Length == 0) throw new DataFormatException(path, null, "the file contains no encoder");
        Directory.CreateDirectory(folder);
        var written = new List<string>();
        foreach (var modality in modalities)
        {
            var encoder = EncoderFile.Load(device, path, modality).Encoder;
            var (name, key, prefix) = modality == Modality.Ecg ? (SignalEncoder, "model", "") : (ImageEncoder, "state_dict", ImagePrefix);
            var description = encoder.Description;
            if (!keepPoolNorm && encoder is EcgEncoder ecg) description = ecg.WithoutPoolNorm;
            var tensors = Tensors(encoder, prefix, entry => keepPoolNorm || !entry.StartsWith("fc_norm.", StringComparison.Ordinal), half);
            written.Add(Write(Path.Combine(folder, name), key, tensors, safeTensors, new DescribedEncoder(prefix, description)));
        }
        return written;
    }

    /// <summary>The state of a module in the published layout.</summary>
    /// <param name="module">The module.</param>
    /// <param name="prefix">The beginning of the names.</param>
    /// <param name="isWanted">Chooses the parameters; null for all.</param>
    /// <param name="half">Whether weights are in half precision.</param>
    /// <exception cref="ArgumentException">A weight is beyond the range of half precision.</exception>
    internal static List<FileTensor> Tensors(Module module, string prefix = "", Func<string, bool>? isWanted = null, bool half = false)
    {
        var tensors = new List<FileTensor>();
        foreach (var (name, parameter) in module.State().Where(entry => isWanted?.Invoke(entry.Name) ?? true))
        {
            long[] sizes = [.. StateLayout.PublishedSizes(parameter).Select(size => (long)size)];
            var values = StateLayout.ToPublished(parameter, parameter.ToDoubles());
            tensors.Add((name.EndsWith(BatchCount, StringComparison.Ordinal), half) switch
            {
                (true, _) => FileTensor.Of<long>(prefix + name, Array.ConvertAll(values, value => (long)value), sizes),
                (_, true) => FileTensor.Of<Half>(prefix + name, Array.ConvertAll(values, value => ToHalf(prefix + name, value)), sizes),
                _ => FileTensor.Of<float>(prefix + name, Array.ConvertAll(values, value => (float)value), sizes),
            });
        }
        return tensors;
    }

    private static Half ToHalf(string name, double value) =>
        (Half)value is var half && (Half.IsFinite(half) || !double.IsFinite(value))
            ? half
            : throw new ArgumentException($"a weight of '{name}' is {value:G4}, beyond half precision (±65504)");

    /// <summary>The names of the files that an export may write.</summary>
    /// <param name="safeTensors">Whether it writes safetensors.</param>
    public static IReadOnlyList<string> FileNames(bool safeTensors) =>
        [SignalEncoder + Extension(safeTensors), ImageEncoder + Extension(safeTensors)];

    private static string Extension(bool safeTensors) => safeTensors ? ".safetensors" : ".pth";

    private static string Write(string path, string key, List<FileTensor> tensors, bool safeTensors, DescribedEncoder encoder)
    {
        path += Extension(safeTensors);
        if (safeTensors)
            SafeTensorsFile.Write(
                path, tensors, new Dictionary<string, string> { [EncoderMetadata.Key] = EncoderMetadata.Write([encoder]) });
        else TorchFile.Write(path, tensors, key);
        return path;
    }
}
