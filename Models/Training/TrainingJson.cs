using System.Text.Json.Serialization;

namespace EcgCmrNative.Models.Training;

/// <summary>JSON of training states and logs, generated at compile time so that trimmed programs have it.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(TrainingState))]
[JsonSerializable(typeof(Dictionary<string, double>))]
internal sealed partial class TrainingJson : JsonSerializerContext;
