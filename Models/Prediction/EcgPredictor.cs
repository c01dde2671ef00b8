using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Signals;
using EcgCmrNative.Engine;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Models.Objectives.Prediction;

namespace EcgCmrNative.Models.Prediction;

/// <summary>
/// Predicts from ECG recordings with a fine-tuned model. A recording is prepared as the training data were; if it is longer than the
/// model's window, the outputs of the windows that fit one after the other are averaged. Safe for several threads at once: they take turns.
/// <code>
/// using var predictor = EcgPredictor.Load("run/model.safetensors");
/// EcgPrediction prediction = predictor.Predict(EcgFormats.Default.Read("recording.hea"));
/// </code>
/// </summary>
public sealed class EcgPredictor : IDisposable
{
    private const int BatchSize = 64;

    private readonly Device _device;
    private readonly bool _ownsDevice;
    private readonly Lock _turn = new();
    private readonly int _window;
    private float[] _windows = [];

    /// <summary>Wraps a model.</summary>
    /// <param name="device">The model's device.</param>
    /// <param name="model">The model, with an encoder of ECGs.</param>
    /// <param name="card">What it predicts.</param>
    /// <exception cref="ArgumentException">The encoder does not take ECGs, or does not say how they are prepared.</exception>
    public EcgPredictor(Device device, PredictionModel model, ModelCard card) : this(device, model, card, ownsDevice: false)
    {
    }

    private EcgPredictor(Device device, PredictionModel model, ModelCard card, bool ownsDevice)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(card);
        var input = model.Encoder.Description.Ecg
            ?? throw new ArgumentException($"the model does not take ECGs: {model.Encoder.Description}");
        Preparation = input.Preparation ?? throw new ArgumentException("the model does not say how recordings are prepared");
        if (input.WindowSamples > Preparation.WindowSamples)
            throw new ArgumentException(
                $"the model's window of {input.WindowSamples} samples is longer than a prepared recording of {Preparation.WindowSamples}");
        (_device, Model, Card, Leads, _window, _ownsDevice) = (device, model, card, input.Leads, input.WindowSamples, ownsDevice);
        Model.Training = false;
    }

    /// <summary>The model.</summary>
    public PredictionModel Model { get; }

    /// <summary>What it predicts.</summary>
    public ModelCard Card { get; }

    /// <summary>How recordings are prepared.</summary>
    public EcgPreparation Preparation { get; }

    /// <summary>The model's leads, in order.</summary>
    public IReadOnlyList<string> Leads { get; }

    /// <summary>Samples per lead of a window of the model.</summary>
    public int WindowSamples => _window;

    /// <summary>Loads a model file on a CPU device of its own.</summary>
    /// <param name="path">The file, or the folder of the run that made it.</param>
    /// <param name="threads">Threads of the device; 0 for one per processor. Results do not depend on it.</param>
    /// <exception cref="DataFormatException">The file is damaged, or no model file for ECGs; the message says what it is.</exception>
    public static EcgPredictor Load(string path, int threads = 0)
    {
        var device = new CpuDevice(threads);
        try
        {
            return Load(device, path, ownsDevice: true);
        }
        catch
        {
            device.Dispose();
            throw;
        }
    }

    /// <summary>Loads a model file.</summary>
    /// <param name="device">The device to compute on; it stays open.</param>
    /// <param name="path">The file, or the folder of the run that made it.</param>
    /// <exception cref="DataFormatException">The file is damaged, or no model file for ECGs; the message says what it is.</exception>
    public static EcgPredictor Load(Device device, string path) => Load(device, path, ownsDevice: false);

    /// <summary>Predicts from a recording.</summary>
    /// <exception cref="DataFormatException">
    /// The recording does not fit the model: leads, length, or no signal; the message says why.
    /// </exception>
    public EcgPrediction Predict(EcgRecording recording) => PredictPrepared(Prepare(recording));

    /// <summary>Prepares a recording as the training data were.</summary>
    /// <returns>[windows, leads, samples] of <see cref="Preparation"/>.</returns>
    /// <inheritdoc cref="Predict"/>
    public float[] Prepare(EcgRecording recording)
    {
        ArgumentNullException.ThrowIfNull(recording);
        if (!Leads.SequenceEqual(Enum.GetNames<Lead>()))
            throw new DataFormatException(
                recording.SourcePath, null,
                $"the model's leads are {string.Join(", ", Leads)}; only the twelve standard leads can be taken from a recording");
        return Preparation.Prepare(recording);
    }

    /// <summary>The windows of the model in a prepared recording: those whose outputs a prediction is the mean of.</summary>
    /// <param name="prepared">[windows of the preparation, leads, samples].</param>
    /// <returns>[windows of the model, leads, <see cref="WindowSamples"/>].</returns>
    /// <exception cref="ArgumentException">The samples are not those of whole windows.</exception>
    public float[] Windows(float[] prepared)
    {
        var (parts, size) = (Parts(prepared), Leads.Count * Preparation.WindowSamples);
        var windows = new float[parts * WindowsPerRow * Leads.Count * _window];
        for (var part = 0; part < parts; part++)
        {
            var length = WindowsPerRow * Leads.Count * _window;
            CopyWindows(prepared.AsSpan(part * size, size), WindowsPerRow, windows.AsSpan(part * length, length));
        }
        return windows;
    }

    /// <summary>When a window of the model begins, in seconds from the beginning of the recording.</summary>
    /// <param name="window">The window, as in <see cref="Windows"/>.</param>
    public double WindowStartSeconds(int window)
    {
        var (part, inside) = Math.DivRem(window, WindowsPerRow);
        return ((double)part * Preparation.WindowSamples + (double)inside * _window) / Preparation.SamplingRateHz;
    }

    /// <summary>Predicts from a recording that <see cref="Preparation"/> has prepared.</summary>
    /// <param name="prepared">[windows, leads, samples].</param>
    /// <exception cref="ArgumentException">The samples are not those of whole windows.</exception>
    public EcgPrediction PredictPrepared(float[] prepared)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        return PredictBatch([prepared])[0];
    }

    /// <summary>
    /// Predicts from several prepared recordings at once, which is faster. On the processor, each result has the same bytes as that of the
    /// recording alone.
    /// </summary>
    /// <param name="prepared">The recordings, each [windows, leads, samples].</param>
    /// <returns>A prediction for each.</returns>
    /// <exception cref="ArgumentException">The samples are not those of whole windows.</exception>
    public IReadOnlyList<EcgPrediction> PredictBatch(IReadOnlyList<float[]> prepared)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        var size = Leads.Count * Preparation.WindowSamples;
        (int Recording, int Part)[] rows =
        [
            .. prepared.SelectMany((samples, recording) => Enumerable.Range(0, Parts(samples)).Select(part => (recording, part))),
        ];
        var outputs = Outputs(rows.Length, (row, use) => use(prepared[rows[row].Recording].AsSpan(rows[row].Part * size, size)));
        // A recording that preparation splits is predicted as a whole.
        var predictions = new EcgPrediction[prepared.Count];
        for (int recording = 0, first = 0; recording < predictions.Length; recording++)
        {
            var (parts, mean) = (prepared[recording].Length / size, new double[Model.Outputs]);
            for (var i = 0; i < parts * mean.Length; i++) mean[i % mean.Length] += outputs[first * mean.Length + i] / parts;
            predictions[recording] = Decode(mean, parts * WindowsPerRow);
            first += parts;
        }
        return predictions;
    }

    /// <summary>The outputs for rows of a prepared store, each the mean over the windows of its row.</summary>
    /// <param name="store">The store.</param>
    /// <param name="rows">The rows.</param>
    /// <returns>[rows, outputs].</returns>
    /// <exception cref="ArgumentException">
    /// The store was prepared differently from the training data; the message says what to do.
    /// </exception>
    public double[] Outputs(EcgStore store, IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(rows);
        RequireFits(store);
        return Outputs(rows.Count, (i, use) =>
        {
            using var samples = store.Samples(rows[i]);
            use(samples.Values);
        }, store.Length);
    }

    /// <summary>The prediction that outputs stand for.</summary>
    /// <param name="outputs">The outputs of one recording.</param>
    /// <param name="windows">The windows that they are the mean of.</param>
    public EcgPrediction Decode(ReadOnlySpan<double> outputs, int windows = 1)
    {
        var targets = new TargetPrediction[Card.Targets.Count];
        for (int t = 0, first = 0; t < targets.Length; first += Card.Targets[t++].Target.Outputs)
            targets[t] = TargetDecoder.Decode(Card.Targets[t], outputs.Slice(first, Card.Targets[t].Target.Outputs));
        return new EcgPrediction(windows, targets);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ownsDevice) _device.Dispose();
    }

    private int WindowsPerRow => Preparation.WindowSamples / _window;

    /// <summary>Computes with the model, in turn with other threads.</summary>
    internal T InTurn<T>(Func<Device, PredictionModel, T> compute)
    {
        lock (_turn) return compute(_device, Model);
    }

    private delegate void UseSamples(ReadOnlySpan<float> samples);

    private static EcgPredictor Load(Device device, string path, bool ownsDevice)
    {
        var (model, card) = PredictorFile.Read(device, path);
        try
        {
            return new EcgPredictor(device, model, card, ownsDevice);
        }
        catch (ArgumentException error)
        {
            throw new DataFormatException(path, null, error.Message, error);
        }
    }

    private int Parts(float[] prepared)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        var size = Leads.Count * Preparation.WindowSamples;
        return prepared.Length > 0 && prepared.Length % size == 0
            ? prepared.Length / size
            : throw new ArgumentException($"{prepared.Length} samples are not whole windows of {Leads.Count} leads", nameof(prepared));
    }

    private void RequireFits(EcgStore store)
    {
        var prepared = store.Manifest.Preparation;
        if (!store.Manifest.Leads.SequenceEqual(Leads))
            throw new ArgumentException(
                $"the store's leads are {string.Join(", ", store.Manifest.Leads)}, the model's {string.Join(", ", Leads)}");
        if (prepared.SamplingRateHz != Preparation.SamplingRateHz || prepared.Normalization != Preparation.Normalization
            || prepared.Cleaning != Preparation.Cleaning || store.Length < _window)
            throw new ArgumentException(
                "the store was prepared differently from the model's training data (rate, cleaning, normalisation or length); "
                + "prepare it in the same way, or give the recordings themselves");
    }

    /// <summary>The mean outputs over the windows of each of some prepared recordings.</summary>
    private double[] Outputs(int count, Action<int, UseSamples> read, int? length = null)
    {
        var perRow = (length ?? Preparation.WindowSamples) / _window;
        var (leads, width) = (Leads.Count, Model.Outputs);
        var size = leads * _window;
        var result = new double[checked(count * width)];
        var rowsAtOnce = Math.Max(1, BatchSize / perRow);
        lock (_turn)
        {
            var needed = Math.Min(rowsAtOnce, count) * perRow * size;
            if (_windows.Length < needed) _windows = new float[needed];
            for (var first = 0; first < count; first += rowsAtOnce)
            {
                var rows = Math.Min(rowsAtOnce, count - first);
                for (var i = 0; i < rows; i++)
                {
                    var at = i * perRow * size;
                    read(first + i, samples => CopyWindows(samples, perRow, _windows.AsSpan(at, perRow * size)));
                }
                using var scope = TensorScope.Open();
                var x = Tensor.From(_device, new Shape(rows * perRow, 1, leads, _window), _windows.AsSpan(0, rows * perRow * size));
                var outputs = Model.Forward(x).ToDoubles();
                for (var i = 0; i < outputs.Length; i++)
                    result[(first + i / (perRow * width)) * width + i % width] += outputs[i] / perRow;
            }
        }
        return result;
    }

    /// <summary>Copies windows that follow each other, [windows, leads, window].</summary>
    private void CopyWindows(ReadOnlySpan<float> samples, int windows, Span<float> destination)
    {
        var length = SignalBuffer.LengthOf(samples.Length, Leads.Count);
        for (var window = 0; window < windows; window++)
        {
            for (var lead = 0; lead < Leads.Count; lead++)
                samples.Slice(lead * length + window * _window, _window).CopyTo(destination[((window * Leads.Count + lead) * _window)..]);
        }
    }
}
