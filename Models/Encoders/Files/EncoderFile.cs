using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Data.Formats.Torch;
using EcgCmrNative.Data.Formats.Torch.Pickle;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Models.Encoders.Files;

/// <summary>
/// The encoders in any file of weights: a run's folder, a checkpoint, an exported file, or published weights (.pth, .ckpt, .safetensors),
/// bare, under <c>model</c> or <c>state_dict</c>, or part of a larger model.
/// </summary>
public sealed class EncoderFile : IDisposable
{
    /// <summary>Prefixes of the trained encoder in each stage's checkpoints; target networks come last.</summary>
    private static readonly string[] KnownPrefixes =
    [
        "", "encoder_ecg.", "encoder_imaging.", "online_network.encoder.", "network.encoder.", "online_network_ecg.encoder.",
        "online_network_imaging.encoder.",
    ];

    private readonly TensorFile _file;
    private readonly NamedTensors _tensors;
    private readonly bool _isCheckpoint;

    private EncoderFile(TensorFile file)
    {
        _file = file;
        _isCheckpoint = CheckpointFormat.IsCheckpoint(file);
        _tensors = !_isCheckpoint && file is TorchFile { Root: PythonDictionary } torch ? torch.StateDict() : file.Tensors;
        var described = EncoderMetadata.Read(file);
        if (described.Count > 0)
        {
            Encoders =
            [
                .. described.OrderBy(encoder => Rank(encoder.Prefix)).DistinctBy(encoder => encoder.Description.Kind).Select(
                    encoder => new FoundEncoder(
                        KindOf(encoder.Description), Weights(encoder.Prefix), encoder.Description)),
            ];
            return;
        }
        var earlier = _isCheckpoint ? EarlierCheckpoint.Describe((SafeTensorsFile)file).ToArray() : [];
        Encoders =
        [
            .. EncoderKinds.All.SelectMany(Find).Select(found => found with
            {
                Description = Array.Find(earlier, description => description.Kind == found.Kind.Name),
            }),
        ];
    }

    /// <summary>The file; of a run's folder its best checkpoint, or its last.</summary>
    public string Path => _file.Path;

    /// <summary>The encoders; of each kind the trained one first.</summary>
    public IReadOnlyList<FoundEncoder> Encoders { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file, or the folder of a run.</param>
    /// <exception cref="DataFormatException">The file is damaged or not a supported file of tensors.</exception>
    public static EncoderFile Open(string path)
    {
        var file = TensorFormats.Open(CheckpointFormat.WeightsAt(path));
        try
        {
            return new EncoderFile(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The encoders of a file of tensors that is open already; it stays open.</summary>
    public static IReadOnlyList<FoundEncoder> In(TensorFile file) => new EncoderFile(file).Encoders;

    /// <summary>Creates the encoder in a file, in evaluation mode.</summary>
    /// <param name="device">The device to compute on.</param>
    /// <param name="path">The file, or the folder of a run.</param>
    /// <param name="modality">The encoder's modality.</param>
    /// <param name="hints">Properties that published weights do not state.</param>
    /// <exception cref="DataFormatException">The file is damaged, or holds no such encoder; the message says what it holds.</exception>
    /// <exception cref="ArgumentException">The hints do not fit the weights, or more of them are needed.</exception>
    public static LoadedEncoder Load(Device device, string path, Modality modality, EncoderHints? hints = null) =>
        Load(device, path, modality, hints, check: null);

    /// <param name="device">The device to compute on.</param>
    /// <param name="path">The file, or the folder of a run.</param>
    /// <param name="modality">The encoder's modality.</param>
    /// <param name="hints">Properties that published weights do not state.</param>
    /// <param name="check">Refuses a description before the encoder is created; null to accept all.</param>
    internal static LoadedEncoder Load(
        Device device, string path, Modality modality, EncoderHints? hints, Action<EncoderDescription>? check)
    {
        hints ??= new EncoderHints();
        using var file = Open(path);
        var (found, description) = file.Find(modality, hints);
        if (hints.Window is { } window) description = found.Kind.WithWindow(description, window);
        check?.Invoke(description);
        var encoder = Create(device, found, description);
        file.Fill(encoder, found, isWhole: true);
        encoder.Training = false;
        return new LoadedEncoder(encoder, file.Path, file._isCheckpoint ? [] : file.Besides(encoder, found), found.IsInputAssumed);
    }

    /// <summary>The description of the encoder of a modality: that of the file, or what its weights tell.</summary>
    /// <param name="modality">The encoder's modality.</param>
    /// <param name="hints">Properties that published weights do not state.</param>
    /// <exception cref="DataFormatException">The file is damaged, or holds no such encoder; the message says what it holds.</exception>
    /// <exception cref="ArgumentException">The hints do not fit the weights, or more of them are needed.</exception>
    public EncoderDescription Describe(Modality modality, EncoderHints hints) => Find(modality, hints).Description;

    /// <summary>Puts the weights of a file into an encoder; parameters outside its body that the file lacks are not changed.</summary>
    /// <param name="encoder">The encoder.</param>
    /// <param name="path">The file, or the folder of a run.</param>
    /// <returns>The parameters that were not changed.</returns>
    /// <exception cref="DataFormatException">The file is damaged, or holds no encoder of the same kind and size.</exception>
    public static IReadOnlyList<string> LoadInto(Encoder encoder, string path)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        using var file = Open(path);
        var kind = encoder.Description.Kind;
        var found = file.Encoders.FirstOrDefault(candidate => candidate.Kind.Name == kind) ?? throw file.Missing($"'{kind}' encoder");
        return file.Fill(encoder, found, isWhole: false);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private (FoundEncoder Found, EncoderDescription Description) Find(Modality modality, EncoderHints hints)
    {
        var found = Encoders.FirstOrDefault(encoder => encoder.Kind.Modality == modality)
            ?? throw Missing($"{modality.ToString().ToUpperInvariant()} encoder");
        var description = found.Description ?? found.Kind.Describe(found.Weights, hints);
        RequireFits(found, description);
        return (found, description);
    }

    private static Encoder Create(Device device, FoundEncoder found, EncoderDescription description)
    {
        try
        {
            return found.Kind.Create(device, new RandomSource(0), description);
        }
        catch (Exception error) when (
            error is System.Text.Json.JsonException || (error is ArgumentException && found.Description is not null))
        {
            throw Refusal(found, error);
        }
    }

    /// <exception cref="DataFormatException">The file describes another encoder than the one whose weights it holds.</exception>
    private static void RequireFits(FoundEncoder found, EncoderDescription description)
    {
        try
        {
            found.Kind.RequireFits(found.Weights, description);
        }
        catch (Exception error) when (error is System.Text.Json.JsonException or ArgumentException or OverflowException)
        {
            throw Refusal(found, error);
        }
    }

    private static DataFormatException Refusal(FoundEncoder found, Exception error) =>
        new(found.Weights.Path, null, $"its description of the encoder is invalid: {JsonReason.Of(error)}", error);

    /// <summary>Prefix of the model's weights in this file.</summary>
    private string Start => _isCheckpoint ? CheckpointFormat.ModelPrefix : "";

    private int Rank(string prefix) =>
        Array.IndexOf(KnownPrefixes, prefix[Math.Min(Start.Length, prefix.Length)..]) is >= 0 and var place ? place : int.MaxValue;

    private EncoderKind KindOf(EncoderDescription description) =>
        EncoderKinds.All.FirstOrDefault(kind => kind.Name == description.Kind)
        ?? throw new DataFormatException(
            Path, null,
            $"unknown kind of encoder '{description.Kind}'; "
            + $"supported: {string.Join(", ", EncoderKinds.All.Select(kind => kind.Name))}");

    private EncoderWeights Weights(string prefix) => new(_file.Path, _tensors, prefix, isPublished: !_isCheckpoint);

    /// <summary>The trained encoder of a kind, wherever it is in the file.</summary>
    private IEnumerable<FoundEncoder> Find(EncoderKind kind)
    {
        var (start, inner) = (Start, $".{kind.Marker}");
        return _tensors.Select(tensor => tensor.Name)
            .Where(name => name == kind.Marker || name.EndsWith(inner, StringComparison.Ordinal))
            .Select(name => name[..^kind.Marker.Length])
            .Where(prefix => prefix.StartsWith(start, StringComparison.Ordinal))
            .OrderBy(Rank)
            .Select(Weights).Where(kind.Matches).Take(1)
            .Select(weights => new FoundEncoder(kind, weights, null));
    }

    /// <summary>Fills an encoder.</summary>
    /// <returns>The parameters that the file lacks.</returns>
    private string[] Fill(Encoder encoder, FoundEncoder found, bool isWhole)
    {
        var (kind, weights) = (found.Kind, found.Weights);
        var names = encoder.State().Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        var missing = names.Where(name => !weights.Has(name)).ToArray();
        var needed = missing.Where(name => isWhole || kind.IsBody(name)).ToArray();
        if (needed.Length > 0)
            throw new DataFormatException(
                Path, null,
                $"{needed.Length} weights of the encoder are missing: "
                + string.Join(", ", needed.Take(5).Select(name => weights.Prefix + name)));
        if (weights.Names.FirstOrDefault(name => kind.IsBody(name) && !names.Contains(name)) is { } deeper)
            throw new DataFormatException(Path, null, $"the encoder in the file is larger: unexpected tensor '{weights.Prefix}{deeper}'");
        foreach (var (name, parameter) in encoder.State())
        {
            if (!missing.Contains(name)) parameter.Set(kind.Values(weights, name, parameter, encoder));
        }
        return missing;
    }

    private string[] Besides(Encoder encoder, FoundEncoder found)
    {
        var used = encoder.State().Select(entry => found.Weights.Prefix + entry.Name).ToHashSet(StringComparer.Ordinal);
        return [.. _tensors.Select(tensor => tensor.Name).Where(name => !used.Contains(name))];
    }

    private DataFormatException Missing(string what)
    {
        var there = Encoders.Count > 0
            ? string.Join(", ", Encoders.Select(found => $"a '{found.Kind.Name}' encoder at '{found.Weights.Prefix}'"))
            : $"{_tensors.Count} tensors ({string.Join(", ", _tensors.Take(3).Select(tensor => $"'{tensor.Name}'"))}"
                + (_tensors.Count > 3 ? " …)" : ")");
        return new DataFormatException(Path, null, $"the file contains no {what}; it contains {there}");
    }
}

/// <summary>An encoder that was found in a file.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Weights">Its weights.</param>
/// <param name="Description">Its description; null if the file has none and its sizes have to be read from the weights.</param>
public sealed record FoundEncoder(EncoderKind Kind, EncoderWeights Weights, EncoderDescription? Description)
{
    /// <summary>
    /// True if the file does not say how the recordings or images of this encoder are prepared, so that the published preparation is
    /// assumed unless another is given.
    /// </summary>
    public bool IsInputAssumed => Description is not ({ Ecg.Preparation: not null } or { Cmr: not null });
}

/// <summary>An encoder from a file.</summary>
/// <param name="Encoder">The encoder.</param>
/// <param name="Path">The file.</param>
/// <param name="Unused">Tensors of a published file that are not part of the encoder, such as decoders and heads.</param>
/// <param name="IsInputAssumed">See <see cref="FoundEncoder.IsInputAssumed"/>.</param>
public sealed record LoadedEncoder(Encoder Encoder, string Path, IReadOnlyList<string> Unused, bool IsInputAssumed);
