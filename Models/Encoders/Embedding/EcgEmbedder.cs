using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Signals;
using EcgCmrNative.Engine;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Encoders.Ecg;
using EcgCmrNative.Models.Encoders.Files;

namespace EcgCmrNative.Models.Encoders.Embedding;

/// <summary>
/// Embeds ECG recordings: prepares them as the encoder's training data were, takes the window at the beginning of each, and returns the
/// encoder's embeddings.
/// <code>
/// using var device = new CpuDevice();
/// var embedder = EcgEmbedder.Load(device, "runs/mmcl");
/// double[] embedding = embedder.Embed(EcgFormats.Default.Read("recording.hea"));
/// </code>
/// </summary>
public sealed class EcgEmbedder
{
    private const int BatchSize = 128;

    private readonly Device _device;

    /// <summary>Wraps an encoder.</summary>
    /// <param name="device">The encoder's device.</param>
    /// <param name="encoder">The encoder.</param>
    /// <param name="preparation">How recordings are prepared for it.</param>
    /// <param name="leads">Its leads in order; null for those of its description.</param>
    /// <param name="unused">Tensors of its file that are not part of it.</param>
    /// <param name="path">Its file; null if it comes from none.</param>
    /// <exception cref="ArgumentException">The encoder is not one for ECGs, takes another number of leads, or a window that is longer
    /// than a prepared recording.</exception>
    public EcgEmbedder(
        Device device, Encoder encoder, EcgPreparation preparation,
        IReadOnlyList<string>? leads = null, IReadOnlyList<string>? unused = null, string? path = null)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(preparation);
        Description = encoder.Description;
        var input = Description.Ecg ?? throw new ArgumentException($"the encoder does not take ECGs: {Description}");
        if (encoder is EcgEncoder { Configuration.Channels: not 1 and var channels })
            throw new ArgumentException($"the encoder needs {channels} channels; an ECG has 1");
        (_device, Encoder, Preparation, Unused, Path) = (device, encoder, preparation, unused ?? [], path);
        Leads = leads ?? input.Leads;
        WindowSamples = input.WindowSamples;
        if (input.Leads.Count != Leads.Count)
            throw new ArgumentException($"the encoder has {input.Leads.Count} leads, but {Leads.Count} lead names");
        RequireWindow(preparation.WindowSamples, "prepare longer recordings, or load the encoder for a shorter window");
    }

    /// <summary>The encoder.</summary>
    public Encoder Encoder { get; }

    /// <summary>The description of the encoder.</summary>
    public EncoderDescription Description { get; }

    /// <summary>How recordings are prepared.</summary>
    public EcgPreparation Preparation { get; }

    /// <summary>
    /// True if neither the file nor the caller says how recordings are prepared: <see cref="Preparation"/> is the published one then.
    /// </summary>
    public bool IsPreparationAssumed { get; private init; }

    /// <summary>The encoder's leads, in order.</summary>
    public IReadOnlyList<string> Leads { get; }

    /// <summary>Samples per lead that the encoder takes.</summary>
    public int WindowSamples { get; }

    /// <summary>Tensors of the file that are not part of the encoder.</summary>
    public IReadOnlyList<string> Unused { get; }

    /// <summary>The file with the encoder's weights; null if it does not come from a file.</summary>
    public string? Path { get; }

    /// <summary>Numbers of an embedding.</summary>
    public int Width => Encoder.Width;

    /// <summary>Loads an encoder.</summary>
    /// <param name="device">The device to compute on.</param>
    /// <param name="path">The folder of a run (its best checkpoint is taken), a checkpoint, an exported file or published weights.</param>
    /// <param name="hints">Properties that published weights do not state; null for a preset with twelve leads.</param>
    /// <param name="preparation">How recordings are prepared; null for the checkpoint's recipe, or the published one.</param>
    /// <exception cref="DataFormatException">The file is damaged, or holds no ECG encoder; the message says what it holds.</exception>
    /// <exception cref="ArgumentException">The hints do not fit the weights, or more of them are needed.</exception>
    public static EcgEmbedder Load(Device device, string path, EncoderHints? hints = null, EcgPreparation? preparation = null)
    {
        var loaded = EncoderFile.Load(device, path, Modality.Ecg, hints, description =>
        {
            // Before memory is taken for an encoder of that window.
            var longest = (preparation ?? description.Ecg?.Preparation ?? new EcgPreparation()).WindowSamples;
            if (hints?.Window > longest)
                throw new ArgumentException(
                    $"a window of {hints.Window} samples is longer than a prepared recording of {longest}", nameof(hints.Window));
        });
        if (hints?.Heads is { } heads && loaded.Encoder is EcgEncoder { Configuration.Heads: var own } && own != heads)
            throw new ArgumentException($"{loaded.Path}: its encoder has {own} attention heads, not {heads}", nameof(hints.Heads));
        var prepared = preparation ?? loaded.Encoder.Description.Ecg?.Preparation ?? new EcgPreparation();
        return new EcgEmbedder(device, loaded.Encoder, prepared, leads: null, loaded.Unused, loaded.Path)
        {
            IsPreparationAssumed = preparation is null && loaded.IsInputAssumed,
        };
    }

    /// <summary>Embeds a recording.</summary>
    /// <returns>[windows, <see cref="Width"/>]; one window unless <see cref="Preparation"/> splits recordings.</returns>
    /// <exception cref="DataFormatException">The recording cannot be prepared: leads are missing, or its length is wrong.</exception>
    /// <exception cref="ArgumentException">The encoder does not take the twelve standard leads.</exception>
    public double[] Embed(EcgRecording recording)
    {
        var samples = Preparation.Prepare(recording);
        var windows = samples.Length / (LeadMap.LeadCount * Preparation.WindowSamples);
        return Embed(samples, windows, LeadMap.LeadCount, Preparation.SamplingRateHz);
    }

    /// <summary>Embeds recordings that are prepared already.</summary>
    /// <param name="samples">[count, leads, T]; the encoder's window is the beginning of each.</param>
    /// <param name="count">Recordings.</param>
    /// <param name="leads">Leads of each, in the encoder's order.</param>
    /// <param name="samplingRateHz">Their sampling rate.</param>
    /// <returns>[count, <see cref="Width"/>].</returns>
    /// <exception cref="ArgumentException">Leads, rate or length do not fit the encoder; the message says what to do.</exception>
    public double[] Embed(ReadOnlyMemory<float> samples, int count, int leads, double samplingRateHz)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (leads != Leads.Count)
            throw new ArgumentException(
                $"recordings have {leads} leads; give the {Leads.Count} leads of the encoder in this order: {string.Join(", ", Leads)}");
        RequireRate(samplingRateHz);
        if (count == 0) return [];
        var size = SignalBuffer.LengthOf(samples.Length, count);
        RequireWindow(SignalBuffer.LengthOf(size, leads), "give longer recordings, or load the encoder for a shorter window");
        return EmbedAll(count, (i, window) => CopyWindow(samples.Span.Slice(i * size, size), window));
    }

    /// <summary>Embeds rows of a prepared store.</summary>
    /// <returns>[rows, <see cref="Width"/>].</returns>
    /// <exception cref="ArgumentException">The store was prepared differently from the encoder's training data; the message says what to
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
                "the store was cleaned or normalised differently from the encoder's training data; prepare it in the same way");
        RequireWindow(store.Length, "prepare longer recordings, or load the encoder for a shorter window");
        return EmbedAll(rows.Count, (i, window) =>
        {
            using var samples = store.Samples(rows[i]);
            CopyWindow(samples.Values, window);
        });
    }

    /// <summary>Copies the beginning of every lead.</summary>
    private void CopyWindow(ReadOnlySpan<float> samples, Span<float> window)
    {
        var length = samples.Length / Leads.Count;
        for (var lead = 0; lead < Leads.Count; lead++)
            samples.Slice(lead * length, WindowSamples).CopyTo(window[(lead * WindowSamples)..]);
    }

    private double[] EmbedAll(int count, Action<int, Span<float>> copyWindow)
    {
        var (leads, window) = (Leads.Count, WindowSamples);
        var result = new double[checked(count * Width)];
        var windows = new float[Math.Min(count, BatchSize) * leads * window];
        using var evaluation = new EvaluationMode(Encoder);
        for (var first = 0; first < count; first += BatchSize)
        {
            var batch = Math.Min(BatchSize, count - first);
            for (var i = 0; i < batch; i++) copyWindow(first + i, windows.AsSpan(i * leads * window, leads * window));
            using var scope = TensorScope.Open();
            var x = Tensor.From(_device, new Shape(batch, 1, leads, window), windows.AsSpan(0, batch * leads * window));
            Encoder.Forward(x).ToDoubles().CopyTo(result, first * Width);
        }
        return result;
    }

    private void RequireRate(double samplingRateHz)
    {
        if (samplingRateHz != Preparation.SamplingRateHz)
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"recordings at {samplingRateHz} Hz: the encoder was trained at {Preparation.SamplingRateHz} Hz; ")
                + "resample them, as preparation does");
    }

    private void RequireWindow(int length, string advice)
    {
        if (length < WindowSamples)
            throw new ArgumentException($"recordings have {length} samples per lead; the encoder needs {WindowSamples}; {advice}");
    }
}
