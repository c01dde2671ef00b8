using System.Text.Json;
using System.Text.Json.Serialization;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Engine.Modules;

namespace EcgCmrNative.Models.Encoders.Files;

/// <summary>The descriptions of encoders in the metadata of a safetensors file, under the key <c>encoders</c>.</summary>
public static class EncoderMetadata
{
    /// <summary>The metadata key.</summary>
    public const string Key = "encoders";

    private const int Version = 1;

    /// <summary>The descriptions of all encoders in a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prefix">The file's prefix of the model's parameters.</param>
    public static string Write(Module model, string prefix) =>
        Write([.. Encoder.In(model).Select(entry => new DescribedEncoder(prefix + entry.Prefix, entry.Encoder.Description))]);

    /// <summary>Some descriptions.</summary>
    public static string Write(IReadOnlyList<DescribedEncoder> encoders) =>
        JsonSerializer.Serialize(new EncoderList(Version, encoders), EncoderJson.Default.EncoderList);

    /// <summary>Reads the descriptions of a file.</summary>
    /// <returns>Empty if the file has none.</returns>
    /// <exception cref="DataFormatException">They are damaged, or of a later version.</exception>
    public static IReadOnlyList<DescribedEncoder> Read(TensorFile file)
    {
        if (file is not SafeTensorsFile { Metadata: var metadata } || !metadata.TryGetValue(Key, out var json)) return [];
        try
        {
            var list = JsonSerializer.Deserialize(json, EncoderJson.Default.EncoderList);
            if (list is { Version: Version })
            {
                return list.Encoders.Select(encoder => encoder?.Description.Refusal() ?? (encoder is null ? "an entry is null" : null))
                    .FirstOrDefault(reason => reason is not null) is { } invalid
                    ? throw new DataFormatException(file.Path, null, $"its description of encoders is invalid: {invalid}")
                    : list.Encoders;
            }
            throw new DataFormatException(
                file.Path, null, $"unsupported version {list?.Version} of the description of encoders; expected version {Version}");
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw new DataFormatException(file.Path, null, $"its description of encoders cannot be read: {JsonReason.Of(error)}", error);
        }
    }
}

/// <summary>An encoder in a file.</summary>
/// <param name="Prefix">The beginning of its tensors' names.</param>
/// <param name="Description">What it is.</param>
public sealed record DescribedEncoder(string Prefix, EncoderDescription Description);

/// <param name="Version">Version of the descriptions.</param>
/// <param name="Encoders">The encoders in the file.</param>
internal sealed record EncoderList(int Version, IReadOnlyList<DescribedEncoder> Encoders);

/// <summary>JSON of the descriptions, generated at compile time so that trimmed programs have it. Unknown members are refused, so that no
/// preparation is applied in part.</summary>
[JsonSourceGenerationOptions(
    UseStringEnumConverter = true, IgnoreReadOnlyProperties = true, RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(EncoderList))]
internal sealed partial class EncoderJson : JsonSerializerContext;
