using EcgCmrNative.Engine.Modules;

namespace EcgCmrNative.Models.Encoders;

/// <summary>
/// A model that turns recordings or images into embeddings and describes its input: see <see cref="Description"/>.
/// <see cref="Layer.Forward"/> takes a batch to [batch, <see cref="Width"/>]. Checkpoints store the description of every encoder in a
/// model, so that any file can be opened without knowing the run that made it.
/// </summary>
public abstract class Encoder : Layer
{
    /// <summary>Numbers of an embedding.</summary>
    public abstract int Width { get; }

    /// <summary>The encoder's architecture and expected input; enough to create it again.</summary>
    public abstract EncoderDescription Description { get; }

    /// <summary>All encoders in a model, each with the prefix of its parameters' names, such as <c>encoder_ecg.</c>.</summary>
    /// <param name="model">The model; it may be an encoder itself.</param>
    public static IEnumerable<(string Prefix, Encoder Encoder)> In(Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        foreach (var (name, part) in model.Modules())
        {
            if (part is Encoder encoder) yield return (name.Length == 0 ? "" : $"{name}.", encoder);
        }
    }
}
