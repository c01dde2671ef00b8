using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Models.Objectives.Reconstruction;

namespace EcgCmrNative.Models.Training;

/// <summary>Refuses settings of which the arrays of a training cannot fit into memory.</summary>
internal static class TrainingMemory
{
    /// <summary>Two batches take turns while one trains; the third is for validation.</summary>
    private const double Batches = 3;

    /// <summary>Weights, gradients and two moments of the optimiser.</summary>
    private const double CopiesOfParameters = 4;

    /// <summary>Batches of ECGs.</summary>
    /// <exception cref="ArgumentException">They do not fit.</exception>
    public static void RequireEcgs(TrainingOptions training, int leads, int window) => MachineMemory.Require(
        Batches * training.BatchSize * leads * window * sizeof(float), $"batches of {training.BatchSize} windows of {window} samples",
        LargerThan(training.BatchSize, window) ? nameof(training.BatchSize) : "Window");

    /// <summary>Batches of images.</summary>
    /// <exception cref="ArgumentException">They do not fit.</exception>
    public static void RequireImages(TrainingOptions training, int channels, int size) => MachineMemory.Require(
        Batches * training.BatchSize * channels * size * size * sizeof(float),
        $"batches of {training.BatchSize} images of {size} × {size} pixels",
        LargerThan(training.BatchSize, size) ? nameof(training.BatchSize) : "Size");

    /// <summary>The weights between two layers.</summary>
    /// <exception cref="ArgumentException">They do not fit.</exception>
    public static void RequireWeights(double inputs, double outputs, string what, string property) =>
        MachineMemory.Require(CopiesOfParameters * inputs * outputs * sizeof(float), what, property);

    /// <summary>
    /// What a step of masked modelling keeps for its backward pass. Devices with memory of their own are not checked.
    /// </summary>
    /// <param name="device">The device that computes.</param>
    /// <param name="model">The model.</param>
    /// <param name="samples">Samples of the largest batch.</param>
    /// <exception cref="ArgumentException">It does not fit.</exception>
    public static void RequireActivations(Device device, MaskedAutoencoderConfiguration model, int samples)
    {
        if (!device.UsesMachineMemory) return;
        MachineMemory.Require(
            device.RealBytes * Activations(model, samples), $"the activations of batches of {samples} windows (a low estimate)",
            nameof(TrainingOptions.BatchSize));
    }

    /// <summary>
    /// A lower bound of the numbers that a step of masked modelling keeps for its backward pass: those of the transformer blocks. The rest,
    /// such as gradients and the patches, is left out, so that no training is refused that fits.
    /// </summary>
    internal static double Activations(MaskedAutoencoderConfiguration model, int samples)
    {
        var encoder = model.Encoder;
        var views = model.SimSiam ? 2 : 1;
        return samples * (views * encoder.Depth * (1.0 + model.KeptPatches) * PerToken(encoder.Width, encoder.MlpRatio)
            + model.DecoderDepth * (1.0 + encoder.Patches) * PerToken(model.DecoderWidth, encoder.MlpRatio));
    }

    /// <summary>
    /// Numbers that a transformer block keeps of a token: both norms' results, queries, keys and values, the attention's result, the sums
    /// after attention and MLP, and the MLP's hidden layer before and after its activation.
    /// </summary>
    private static double PerToken(double width, int mlpRatio) => width * (2 + 3 + 1 + 2 + 2 * mlpRatio);

    /// <summary>Whether the size of the batch is the one to change.</summary>
    private static bool LargerThan(int batch, int size) => batch > size;
}
