using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using System.Text.Json;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Diagnostics;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Models.Encoders.Files;

namespace EcgCmrNative.Models.Training;

/// <summary>
/// A training checkpoint: one safetensors file with <c>model.*</c>, <c>optimizer.&lt;i&gt;.*</c>, and in its metadata the state, the
/// configuration and the descriptions of the encoders. It is written atomically.
/// </summary>
public static class Checkpoint
{
    /// <summary>Numbers that are read from a file at a time.</summary>
    private const int PieceLength = 1 << 16;

    private const string StepsKey = "optimizer_steps";

    /// <summary>Writes a checkpoint. Values are checked while they are written; a file with a NaN never replaces an older one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model.</param>
    /// <param name="optimizers">All optimisers, in the order of the recipe.</param>
    /// <param name="state">The state of training.</param>
    /// <param name="configuration">The full configuration, as JSON.</param>
    /// <param name="files">The file system; the machine's when null.</param>
    /// <exception cref="NonFiniteException">
    /// The model or an optimiser's state has a NaN or infinity. The older file is unchanged.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written. The older file is unchanged.</exception>
    public static void Save(
        string path, Module model, IReadOnlyList<Optimizer> optimizers, TrainingState state, string configuration,
        IFileSystem? files = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizers);
        var tensors = new List<FileTensor>();
        foreach (var (name, parameter) in model.State())
            tensors.Add(ToFile(CheckpointFormat.ModelPrefix + name, parameter, state.TotalSteps));
        for (var i = 0; i < optimizers.Count; i++)
        {
            foreach (var (name, value) in optimizers[i].State) tensors.Add(ToFile($"optimizer.{i}.{name}", value, state.TotalSteps));
        }
        var metadata = new Dictionary<string, string>
        {
            [CheckpointFormat.FormatKey] = CheckpointFormat.Format,
            [CheckpointFormat.StateKey] = JsonSerializer.Serialize(state with { }, TrainingJson.Default.TrainingState),
            [CheckpointFormat.ConfigurationKey] = configuration,
            [EncoderMetadata.Key] = EncoderMetadata.Write(model, CheckpointFormat.ModelPrefix),
            [StepsKey] = string.Join(',', optimizers.Select(optimizer => optimizer.Steps)),
        };
        SafeTensorsFile.Write(path, tensors, metadata, files);
    }

    /// <summary>Reads a checkpoint back into a model and its optimisers.</summary>
    /// <returns>Where training was.</returns>
    /// <exception cref="DataFormatException">The file is damaged, not a checkpoint, or of another model.</exception>
    public static TrainingState Load(string path, Module model, IReadOnlyList<Optimizer> optimizers)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizers);
        using var file = Open(path);
        var (state, steps) = ReadState(file);
        if (steps.Length != optimizers.Count)
            throw new DataFormatException(path, null, $"the checkpoint has {steps.Length} optimisers, this recipe {optimizers.Count}");
        foreach (var (name, parameter) in model.State()) FromFile(file, CheckpointFormat.ModelPrefix + name, parameter);
        for (var i = 0; i < optimizers.Count; i++)
        {
            optimizers[i].Steps = steps[i];
            foreach (var (name, value) in optimizers[i].State) FromFile(file, $"optimizer.{i}.{name}", value);
        }
        return state;
    }

    /// <summary>The configuration stored in a checkpoint, as JSON.</summary>
    /// <exception cref="DataFormatException">The file is damaged or not a checkpoint.</exception>
    public static string ReadConfiguration(string path)
    {
        using var file = Open(path);
        return file.Metadata[CheckpointFormat.ConfigurationKey];
    }

    /// <summary>Where training was.</summary>
    /// <exception cref="DataFormatException">The file is damaged or not a checkpoint.</exception>
    public static TrainingState ReadState(string path)
    {
        using var file = Open(path);
        return ReadState(file).State;
    }

    /// <summary>Reads the model alone.</summary>
    /// <exception cref="DataFormatException">The file is damaged, not a checkpoint, or of another model.</exception>
    public static void LoadModel(string path, Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var file = Open(path);
        foreach (var (name, parameter) in model.State()) FromFile(file, CheckpointFormat.ModelPrefix + name, parameter);
    }

    private static SafeTensorsFile Open(string path)
    {
        var file = SafeTensorsFile.Open(path);
        string[] needed = [CheckpointFormat.StateKey, CheckpointFormat.ConfigurationKey, StepsKey];
        if (CheckpointFormat.IsCheckpoint(file) && needed.All(file.Metadata.ContainsKey)) return file;
        file.Dispose();
        throw new DataFormatException(
            path, null, $"not a training checkpoint of this program: its metadata lack format '{CheckpointFormat.Format}' or parts of it");
    }

    private static (TrainingState State, long[] Steps) ReadState(SafeTensorsFile file)
    {
        try
        {
            var state = JsonSerializer.Deserialize(file.Metadata[CheckpointFormat.StateKey], TrainingJson.Default.TrainingState);
            if (state is { Epoch: >= 0, Step: >= 0, TotalSteps: >= 0, BestCheckpoints: not null, Sums: not null }
                && state.Sums.Values.All(sum => sum is [_, _]) && !state.BestCheckpoints.Contains(null!))
            {
                if (state.BestCheckpoints.Find(best => !CheckpointFormat.IsNameOfBest(best.File)) is { } wrong)
                    throw CheckpointFormat.WrongName(file.Path, wrong.File);
                long[] steps = [.. file.Metadata[StepsKey].Split(',').Select(text => long.Parse(text, CultureInfo.InvariantCulture))];
                if (Array.TrueForAll(steps, count => count >= 0)) return (state, steps);
            }
        }
        catch (Exception error) when (error is JsonException or FormatException or OverflowException)
        {
            throw new DataFormatException(file.Path, null, $"the checkpoint's state cannot be read: {JsonReason.Of(error)}", error);
        }
        throw new DataFormatException(file.Path, null, "the checkpoint's state is empty, lacks parts or has negative counts");
    }

    /// <summary>Is read from the device while it is written, so that no second copy of model and optimiser is in memory.</summary>
    private static FileTensor ToFile(string name, Parameter parameter, long step)
    {
        var (device, data) = (parameter.Device, parameter.Data);
        return device.RealBytes == sizeof(double)
            ? FileTensor.Fetched<double>(name, (first, piece) =>
            {
                device.Download(data.Slice(first, piece.Length), piece);
                RequireFinite<double>(piece, name, step);
            }, Sizes(parameter))
            : FileTensor.Fetched<float>(name, (first, piece) =>
            {
                device.Download(data.Slice(first, piece.Length), piece);
                RequireFinite<float>(piece, name, step);
            }, Sizes(parameter));
    }

    private static void RequireFinite<T>(ReadOnlySpan<T> piece, string name, long step) where T : IFloatingPointIeee754<T>
    {
        // The largest magnitude is NaN if one value is.
        if (piece.IsEmpty || T.IsFinite(TensorPrimitives.MaxMagnitude(piece))) return;
        var count = 0;
        foreach (var value in piece) count += T.IsFinite(value) ? 0 : 1;
        throw new NonFiniteException($"'{name}'", count, piece.Length, step);
    }

    private static void FromFile(SafeTensorsFile file, string name, Parameter parameter)
    {
        var tensor = file.Tensors[name];
        if (!tensor.Shape.SequenceEqual(Sizes(parameter)))
            throw new DataFormatException(
                tensor.Origin, null, $"tensor '{name}' has shape [{string.Join(", ", tensor.Shape)}], the model's is {parameter.Shape}");
        var (device, data) = (parameter.Device, parameter.Data);
        if (device.RealBytes == sizeof(double)) InPieces<double>(tensor.CopyTo, device.Upload);
        else InPieces<float>(tensor.CopyTo, device.Upload);

        void InPieces<T>(Action<Memory<T>, long> copy, Upload<T> upload)
        {
            var buffer = new T[Math.Min(PieceLength, data.Length)];
            for (long first = 0; first < data.Length; first += buffer.Length)
            {
                var count = (int)Math.Min(buffer.Length, data.Length - first);
                copy(buffer.AsMemory(0, count), first);
                upload(buffer.AsSpan(0, count), data.Slice(first, count));
            }
        }
    }

    private delegate void Upload<T>(ReadOnlySpan<T> source, BufferView destination);

    private static long[] Sizes(Parameter parameter) => [.. parameter.Shape.ToArray().Select(size => (long)size)];
}
