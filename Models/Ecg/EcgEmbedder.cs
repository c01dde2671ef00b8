using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Signals;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Models.Ecg;

/// <summary>
/// Embeds recordings: prepares them as the encoder's training data were, takes the window at the beginning, and returns what the encoder
/// pools its tokens to, or, where it was trained without pooling, the mean of the patch tokens.
/// </summary>
public sealed class EcgEmbedder
{
    private const int BatchSize = 128;

    private readonly Device _device;
    private readonly EcgEncoder? _pooled;

    /// <summary>Wraps an encoder that pools its tokens.</summary>
    /// <inheritdoc cref="EcgEmbedder(Device, VisionTransformer, EcgPreparation, IReadOnlyList{string}?, IReadOnlyList{string}?)"/>
    public EcgEmbedder(
        Device device, EcgEncoder encoder, EcgPreparation preparation,
        IReadOnlyList<string>? leads = null, IReadOnlyList<string>? unused = null)
        : this(device, (encoder ?? throw new ArgumentNullException(nameof(encoder))).Transformer, preparation, leads, unused) =>
            _pooled = encoder;

    /// <summary>Wraps an encoder.</summary>
    /// <param name="device">Where the encoder lives.</param>
    /// <param name="encoder">The encoder.</param>
    /// <param name="preparation">How recordings are prepared for it.</param>
    /// <param name="leads">Its leads in order; null for the twelve standard ones.</param>
    /// <param name="unused">What its file held besides.</param>
    /// <exception cref="ArgumentException">The window is longer than a prepared recording, or the encoder is not one for single-channel
    /// ECGs.</exception>
    public EcgEmbedder(
        Device device, VisionTransformer encoder, EcgPreparation preparation,
        IReadOnlyList<string>? leads = null, IReadOnlyList<string>? unused = null)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(preparation);
        (_device, Encoder, Preparation, Unused) = (device, encoder, preparation, unused ?? []);
        Leads = leads ?? Enum.GetNames<Lead>();
        var c = encoder.Configuration;
        if (c.Channels != 1) throw new ArgumentException($"the encoder has {c.Channels} channels; an ECG has 1");
        if (c.Leads != Leads.Count) throw new ArgumentException($"the encoder sees {c.Leads} leads, but {Leads.Count} are named");
        RequireWindow(preparation.WindowSamples, "prepare longer recordings, or load the encoder for a shorter window");
    }

    /// <summary>The encoder.</summary>
    public VisionTransformer Encoder { get; }

    /// <summary>What is done to recordings first.</summary>
    public EcgPreparation Preparation { get; }

    /// <summary>The encoder's leads, in order.</summary>
    public IReadOnlyList<string> Leads { get; }

    /// <summary>Weights of the file that were not used.</summary>
    public IReadOnlyList<string> Unused { get; }

    /// <summary>Numbers of an embedding.</summary>
    public int Width => Encoder.Configuration.Width;

    /// <summary>Loads an encoder from a checkpoint or a published file, see <see cref="EncoderFile.Load"/>.</summary>
    /// <param name="device">Where to compute.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">What the file does not say.</param>
    /// <param name="preparation">How recordings are prepared; null for what the checkpoint says, or the published recipe.</param>
    /// <inheritdoc cref="EncoderFile.Load"/>
    public static EcgEmbedder Load(Device device, string path, EncoderFileOptions? options = null, EcgPreparation? preparation = null)
    {
        var file = EncoderFile.Load(device, path, options);
        // Published files do not name their leads; twelve are the standard ones.
        var leads = file.Origin?.Leads
            ?? (options is null or { Leads: LeadMap.LeadCount } ? null : [.. Enumerable.Range(1, options.Leads).Select(i => $"lead {i}")]);
        var prepared = preparation ?? file.Origin?.Preparation ?? new EcgPreparation();
        return file.Pooled is { } pooled
            ? new EcgEmbedder(device, pooled, prepared, leads, file.Unused)
            : new EcgEmbedder(device, file.Encoder, prepared, leads, file.Unused);
    }

    /// <summary>Embeds a recording.</summary>
    /// <returns>[windows, <see cref="Width"/>]; one window unless <see cref="Preparation"/> splits recordings.</returns>
    /// <exception cref="DataFormatException">The recording cannot be prepared: leads are missing, or its length does not
    /// suit.</exception>
    /// <exception cref="ArgumentException">The encoder is not one for the twelve standard leads.</exception>
    public double[] Embed(EcgRecording recording)
    {
        var samples = Preparation.Prepare(recording);
        var windows = samples.Length / (LeadMap.LeadCount * Preparation.WindowSamples);
        return Embed(samples, windows, LeadMap.LeadCount, Preparation.SamplingRateHz);
    }

    /// <summary>Embeds recordings that are prepared already.</summary>
    /// <param name="samples">[count, leads, T]; the window is the beginning of each.</param>
    /// <param name="count">Recordings.</param>
    /// <param name="leads">Leads of each, in the encoder's order.</param>
    /// <param name="samplingRateHz">Their sampling rate.</param>
    /// <returns>[count, <see cref="Width"/>].</returns>
    /// <exception cref="ArgumentException">Leads, rate or length do not fit the encoder; says what to do.</exception>
    public double[] Embed(ReadOnlyMemory<float> samples, int count, int leads, double samplingRateHz)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (leads != Leads.Count)
            throw new ArgumentException(
                $"recordings of {leads} leads: the encoder sees {Leads.Count} ({string.Join(", ", Leads)}); give these, in this order");
        RequireRate(samplingRateHz);
        if (count == 0) return [];
        var size = SignalBuffer.LengthOf(samples.Length, count);
        RequireWindow(SignalBuffer.LengthOf(size, leads), "give longer recordings, or load the encoder for a shorter window");
        return EmbedAll(count, i => samples.Span.Slice(i * size, size));
    }

    /// <summary>Embeds rows of a prepared store.</summary>
    /// <returns>[rows, <see cref="Width"/>].</returns>
    /// <exception cref="ArgumentException">The store was prepared in another way than the encoder's training data; says what to
    /// do.</exception>
    public double[] Embed(EcgStore store, IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(rows);
        if (!store.Manifest.Leads.SequenceEqual(Leads))
            throw new ArgumentException(
                $"the store's leads are {string.Join(", ", store.Manifest.Leads)}, the encoder's {string.Join(", ", Leads)}");
        var prepared = store.Manifest.Preparation;
        RequireRate(prepared.SamplingRateHz);
        if (prepared.Normalization != Preparation.Normalization || prepared.Cleaning != Preparation.Cleaning)
            throw new ArgumentException(
                "the store was cleaned or normalised in another way than the encoder's training data; prepare it as they were");
        RequireWindow(store.Length, "prepare longer recordings, or load the encoder for a shorter window");
        return EmbedAll(rows.Count, i => store.Samples(rows[i]));
    }

    private double[] EmbedAll(int count, Func<int, ReadOnlySpan<float>> recording)
    {
        var c = Encoder.Configuration;
        var result = new double[checked(count * Width)];
        var windows = new float[Math.Min(count, BatchSize) * c.Leads * c.Samples];
        Module module = _pooled is null ? Encoder : _pooled;
        var wasTraining = module.Training;
        module.Training = false;
        for (var first = 0; first < count; first += BatchSize)
        {
            var batch = Math.Min(BatchSize, count - first);
            for (var i = 0; i < batch; i++)
            {
                var samples = recording(first + i);
                var length = samples.Length / c.Leads;
                for (var lead = 0; lead < c.Leads; lead++)
                    samples.Slice(lead * length, c.Samples).CopyTo(windows.AsSpan((i * c.Leads + lead) * c.Samples));
            }
            using var scope = TensorScope.Open();
            var x = Tensor.From(_device, new Shape(batch, 1, c.Leads, c.Samples), windows.AsSpan(0, batch * c.Leads * c.Samples));
            (_pooled?.Forward(x) ?? Encoder.Embed(x)).ToDoubles().CopyTo(result, first * Width);
        }
        module.Training = wasTraining;
        return result;
    }

    private void RequireRate(double samplingRateHz)
    {
        if (samplingRateHz != Preparation.SamplingRateHz)
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"recordings at {samplingRateHz} Hz: the encoder was made for {Preparation.SamplingRateHz} Hz; ")
                + "resample them, as preparation does");
    }

    private void RequireWindow(int length, string advice)
    {
        var window = Encoder.Configuration.Samples;
        if (length < window) throw new ArgumentException($"recordings of {length} samples per lead: the encoder sees {window}; {advice}");
    }
}
