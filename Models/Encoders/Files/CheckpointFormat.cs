using System.Globalization;
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

    private const string BestPrefix = "checkpoint-", Extension = ".safetensors";

    internal const string FormatKey = "format";
    internal const string Format = "ecgcmrnative.checkpoint.1";
    internal const string StateKey = "state";
    internal const string ConfigurationKey = "configuration";

    /// <summary>Prefix of a model's weights in a checkpoint.</summary>
    internal const string ModelPrefix = "model.";

    /// <summary>True if a file of tensors is a training checkpoint.</summary>
    public static bool IsCheckpoint(TensorFile file) =>
        file is SafeTensorsFile { Metadata: var metadata } && metadata.GetValueOrDefault(FormatKey) == Format;

    /// <summary>
    /// True for the name of a checkpoint of a good epoch. A checkpoint names others; any other name could be a file outside of the run's
    /// folder, to be read, or deleted when its epoch is no longer among the best.
    /// </summary>
    internal static bool IsNameOfBest(string? name) =>
        name is { Length: > 0 and <= 200 } && name.StartsWith(BestPrefix, StringComparison.Ordinal)
        && name.EndsWith(Extension, StringComparison.Ordinal)
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');

    /// <summary>The name of the checkpoint of a good epoch.</summary>
    internal static string NameOfBest(int epoch, string metric, double score) =>
        string.Create(CultureInfo.InvariantCulture, $"{BestPrefix}{epoch}-{metric}-{score:F4}{Extension}");

    /// <summary>
    /// The file with weights at a path: of a run's folder its best checkpoint, or its last; of a name of <see cref="BuiltinWeights"/> its
    /// file; otherwise the path itself.
    /// </summary>
    /// <exception cref="DataFormatException">The folder is not that of a run, or no weights have the name.</exception>
    public static string WeightsAt(string path)
    {
        path = BuiltinWeights.PathOf(path);
        if (!Directory.Exists(path)) return path;
        var last = Path.Combine(path, LastCheckpoint);
        if (!File.Exists(last)) throw new DataFormatException(path, null, $"not the folder of a run: it has no {LastCheckpoint}");
        using var file = TensorFormats.Open(last);
        if (!IsCheckpoint(file)) throw new DataFormatException(last, null, "not a training checkpoint");
        return BestOf((SafeTensorsFile)file) is { } best ? Path.Combine(path, best) : last;
    }

    internal static DataFormatException WrongName(string path, string? name) => new(
        path, null, $"it lists '{name}' as a checkpoint of its run; such files are named {BestPrefix}EPOCH-METRIC-SCORE{Extension}");

    private static string? BestOf(SafeTensorsFile last)
    {
        try
        {
            using var state = JsonDocument.Parse(last.Metadata.GetValueOrDefault(StateKey, "{}"));
            if (!state.RootElement.TryGetProperty("BestCheckpoints", out var best) || best.GetArrayLength() == 0) return null;
            var name = best[0].GetProperty("File").GetString();
            return IsNameOfBest(name) ? name : throw WrongName(last.Path, name);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new DataFormatException(last.Path, null, $"the checkpoint's state cannot be read: {JsonReason.Of(error)}", error);
        }
    }
}
