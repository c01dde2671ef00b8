using System.Text.Json;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Randomness;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Models.Encoders;

/// <summary>
/// A kind of encoder in files: recognises its weights and creates it. A new architecture is its module, a class
/// derived from this, and a line in <see cref="Files.EncoderKinds"/>; every command then finds it in every file.
/// </summary>
public abstract class EncoderKind
{
    /// <summary>Its name in files, such as <c>vision-transformer</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Its modality.</summary>
    public abstract Modality Modality { get; }

    /// <summary>A parameter that every encoder of this kind has, and no other kind. Files are searched for it.</summary>
    public abstract string Marker { get; }

    /// <summary>True if weights are those of such an encoder.</summary>
    /// <param name="weights">Weights that include the <see cref="Marker"/>.</param>
    public abstract bool Matches(EncoderWeights weights);

    /// <summary>Reads the sizes from the shapes of weights that come without a description.</summary>
    /// <exception cref="Data.Files.DataFormatException">The weights are not those of one encoder.</exception>
    /// <exception cref="ArgumentException">The hints do not fit the weights, or more of them are needed.</exception>
    public abstract EncoderDescription Describe(EncoderWeights weights, EncoderHints hints);

    /// <summary>
    /// Compares a description with the sizes of the weights, before memory is taken for the encoder: a small file may describe a large one.
    /// </summary>
    /// <exception cref="Data.Files.DataFormatException">A weight is missing or has another size than the description.</exception>
    /// <exception cref="ArgumentException">The sizes do not fit each other.</exception>
    /// <exception cref="JsonException">The configuration is that of another kind.</exception>
    public abstract void RequireFits(EncoderWeights weights, EncoderDescription description);

    /// <summary>Creates an encoder with initial weights.</summary>
    /// <exception cref="ArgumentException">The sizes do not fit each other.</exception>
    /// <exception cref="JsonException">The configuration is that of another kind.</exception>
    public abstract Encoder Create(Device device, RandomSource random, EncoderDescription description);

    /// <summary>The description for another window.</summary>
    /// <exception cref="ArgumentException">This kind has no window, or does not support the length.</exception>
    public virtual EncoderDescription WithWindow(EncoderDescription description, int samples) =>
        throw new ArgumentException($"a '{Name}' encoder has no window to change");

    /// <summary>True for a parameter of the encoder's body, which must be present and used.</summary>
    /// <param name="name">Name without prefix.</param>
    public abstract bool IsBody(string name);

    /// <summary>The values of a parameter for an encoder, adapted to its window.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="name">Name without prefix.</param>
    /// <param name="parameter">The encoder's parameter, for its shape.</param>
    /// <param name="encoder">The encoder.</param>
    /// <exception cref="Data.Files.DataFormatException">The tensor has another shape.</exception>
    public virtual double[] Values(EncoderWeights weights, string name, Parameter parameter, Encoder encoder)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return weights.Values(name, parameter);
    }
}

/// <summary>Properties of an encoder that published weights do not state.</summary>
public sealed record EncoderHints
{
    /// <summary>Attention heads; null for those of the preset with the same width and depth.</summary>
    public int? Heads { get; init; }

    /// <summary>Leads that an ECG encoder was trained on.</summary>
    public int Leads { get; init; } = LeadMap.LeadCount;

    /// <summary>Samples per lead that an ECG encoder will be given; null for the window that it was trained on.</summary>
    public int? Window { get; init; }

    /// <summary>The images that a cardiac MR encoder was trained on.</summary>
    public CmrInput Images { get; init; } = new();
}
