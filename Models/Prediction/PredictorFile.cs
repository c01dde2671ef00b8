using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Files;
using EcgCmrNative.Models.Objectives.Prediction;

namespace EcgCmrNative.Models.Prediction;

/// <summary>
/// A model file: one safetensors file with the weights of encoder and head under their published names, the description of the encoder and
/// its input, and the <see cref="ModelCard"/>. It needs no other file.
/// </summary>
public static class PredictorFile
{
    /// <summary>Name of the model file in the folder of a run.</summary>
    public const string Name = "model.safetensors";

    private const string Rounded = "rounded to half precision after calibration and evaluation";

    /// <summary>Writes a model file. It is complete, or an older one stays.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model.</param>
    /// <param name="card">What it predicts.</param>
    /// <param name="files">The file system; the machine's when null.</param>
    /// <param name="half">Write weights in half precision.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="ArgumentException">A weight is beyond the range of half precision.</exception>
    public static void Write(string path, PredictionModel model, ModelCard card, IFileSystem? files = null, bool half = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(card);
        if (half) card = card with { Training = new Dictionary<string, string>(card.Training) { ["weights"] = Rounded } };
        var encoder = new DescribedEncoder("", model.Encoder.Description);
        SafeTensorsFile.Write(
            path, PublishedExport.Tensors(model, half: half),
            new Dictionary<string, string>
            {
                [EncoderMetadata.Key] = EncoderMetadata.Write([encoder]),
                [ModelCard.Key] = card.ToJson(),
            },
            files);
    }

    /// <summary>The card of a model file; null for another file.</summary>
    /// <param name="file">The file, open.</param>
    /// <exception cref="DataFormatException">The card is damaged.</exception>
    public static ModelCard? CardOf(TensorFile file) =>
        file is SafeTensorsFile { Metadata: var metadata } && metadata.TryGetValue(ModelCard.Key, out var json)
            ? ModelCard.Parse(file.Path, json)
            : null;

    /// <summary>The model file at a path: itself, that of the folder of a run, or that of a name of <see cref="BuiltinWeights"/>.</summary>
    /// <exception cref="DataFormatException">The folder has no model file, or no weights have the name.</exception>
    public static string PathOf(string path)
    {
        path = BuiltinWeights.PathOf(path);
        if (!Directory.Exists(path)) return path;
        var model = Path.Combine(path, Name);
        return File.Exists(model) ? model : throw new DataFormatException(path, null, $"has no {Name}; a run of fine-tuning writes it");
    }

    /// <summary>Reads the card and the description of the encoder, without the weights.</summary>
    /// <param name="path">The file, or the folder of the run that made it.</param>
    /// <exception cref="DataFormatException">The file is damaged, or no model file; the message says what to do.</exception>
    public static (ModelCard Card, EncoderDescription Encoder) ReadCard(string path)
    {
        path = PathOf(path);
        using var file = TensorFormats.Open(path);
        var card = CardOf(file)
            ?? throw new DataFormatException(path, null, "is no model file: it has no model card; 'finetune' writes model files");
        return EncoderMetadata.Read(file) is [var described, ..]
            ? (card, described.Description)
            : throw new DataFormatException(path, null, "the model file does not describe its encoder");
    }

    /// <summary>Reads a model file.</summary>
    /// <param name="device">The device to compute on.</param>
    /// <param name="path">The file, or the folder of the run that made it.</param>
    /// <exception cref="DataFormatException">The file is damaged, or no model file; the message says what to do.</exception>
    public static (PredictionModel Model, ModelCard Card) Read(Device device, string path)
    {
        path = PathOf(path);
        var (card, described) = ReadCard(path);
        var encoder = EncoderFile.Load(device, path, described.Modality).Encoder;
        var outputs = card.Targets.Sum(target => target.Target.Outputs);
        using var weights = SafeTensorsFile.Open(path);
        var head = new EncoderWeights(path, weights.Tensors, "head.", isPublished: true);
        head.Sizes(card.Head == PredictionHead.Linear ? "weight" : "1.weight", outputs, encoder.Width);
        var predictor = new PredictionModel(device, new RandomSource(0), encoder, outputs, card.Head) { Training = false };
        foreach (var (name, parameter) in predictor.State())
        {
            if (name.StartsWith(head.Prefix, StringComparison.Ordinal)) parameter.Set(head.Values(name[head.Prefix.Length..], parameter));
        }
        return (predictor, card);
    }
}
