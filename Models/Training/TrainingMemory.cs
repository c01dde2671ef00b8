using EcgCmrNative.Kernels.Memory;

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

    /// <summary>Whether the size of the batch is the one to change.</summary>
    private static bool LargerThan(int batch, int size) => batch > size;
}
