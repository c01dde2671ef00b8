using System.Text.Json.Serialization;

namespace EcgCmrNative.Data.Cohorts.Stores;

[JsonSourceGenerationOptions(
    UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(EcgManifest))]
[JsonSerializable(typeof(EcgRow))]
[JsonSerializable(typeof(ImageManifest))]
[JsonSerializable(typeof(ImageRow))]
internal sealed partial class PreparedStoreJson : JsonSerializerContext;
