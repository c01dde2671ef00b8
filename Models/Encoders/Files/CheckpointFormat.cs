using System.Text.Json;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Data.Formats.Tensors;

namespace EcgCmrNative.Models.Encoders.Files;

/// <summary>Shared by the readers and the writer of training checkpoints: metadata keys, prefixes, file names.</summary>
public static class CheckpointFormat
{
    /// <summary>Name of the checkpoint that a run resumes from.</summary>
    public const string LastCheckpoint = "last.safetensors";

    internal const string FormatKey = "format";
    internal const string Format = "ecgcmrnative.checkpoint.1";
    internal const string StateKey = "state";
    internal const string ConfigurationKey = "configuration";

    /// <summary>Prefix of a model's weights in a checkpoint.</summary>
    internal const string ModelPrefix = "model.";

    /// <summary>True if a file of tensors is a training checkpoint.</summary>
    public static bool IsCheckpoint(TensorFile file) =>
        file is SafeTensorsFile { Metadata: var metadata } && metadata.GetValueOrDefault(FormatKey) == Format;

    /// <summary>The file with weights at a path: of a run's folder its best checkpoint, or its last; otherwise the path itself.</summary>
    /// <exception cref="DataFormatException">The folder is not that of a run.</exception>
    public static string WeightsAt(string path)
    {
        if (!Directory.Exists(path)) return path;
        var last = Path.Combine(path, LastCheckpoint);
        if (!File.Exists(last)) throw new DataFormatException(path, null, $"not the folder of a run: it has no {LastCheckpoint}");
        using var file = TensorFormats.Open(last);
        if (!IsCheckpoint(file)) throw new DataFormatException(last, null, "not a training checkpoint");
        return BestOf((SafeTensorsFile)file) is { } best ? Path.Combine(path, best) : last;
    }

    private static string? BestOf(SafeTensorsFile last)
    {
        try
        {
            using var state = JsonDocument.Parse(last.Metadata.GetValueOrDefault(StateKey, "{}"));
            return state.RootElement.TryGetProperty("BestCheckpoints", out var best) && best.GetArrayLength() > 0
                ? best[0].GetProperty("File").GetString()
                : null;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new DataFormatException(last.Path, null, $"the checkpoint's state cannot be read: {error.Message}", error);
        }
    }
}
