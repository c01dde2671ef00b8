namespace EcgCmrNative.Kernels.Interpolation;

/// <summary>Sizes of one resampling of images [batch, height, width, channels]. All sizes are at least 1 unless the batch is
/// empty.</summary>
/// <param name="Batch">Images.</param>
/// <param name="Height">Rows of the input.</param>
/// <param name="Width">Columns of the input.</param>
/// <param name="Channels">Channels.</param>
/// <param name="OutHeight">Rows of the output.</param>
/// <param name="OutWidth">Columns of the output.</param>
public readonly record struct InterpolationProblem(int Batch, int Height, int Width, int Channels, int OutHeight, int OutWidth)
{
    /// <summary>Signals [rows, length] to [rows, outLength]: images of one row and one channel.</summary>
    public static InterpolationProblem Linear(int rows, int length, int outLength) => new(rows, 1, length, 1, 1, outLength);
}
