using EcgCmrNative.Kernels.Vectors;

namespace EcgCmrNative.Kernels.Convolution;

/// <summary>
/// The input pixels whose row is <paramref name="Row"/> and whose column is <paramref name="Column"/> beyond a multiple of the stride.
/// All of them meet the same filter taps, so their gradient is a convolution of dy with stride 1: the taps are kernel rows i with
/// row + padding − i divisible by the stride, and r = (m + padding − i)/stride.
/// </summary>
/// <param name="Problem">The convolution.</param>
/// <param name="Row">0 to stride − 1.</param>
/// <param name="Column">0 to stride − 1.</param>
internal readonly record struct InputPhase(ConvolutionProblem Problem, int Row, int Column)
{
    /// <summary>Rows of the phase.</summary>
    public int GridHeight => Points(Problem.Window.Height, Row);

    /// <summary>Columns of the phase.</summary>
    public int GridWidth => Points(Problem.Window.Width, Column);

    /// <summary>Pixels of the phase in one image.</summary>
    public int GridPixels => GridHeight * GridWidth;

    private int FirstTapRow => (Row + Problem.Window.Padding) % Problem.Window.Stride;

    private int FirstTapColumn => (Column + Problem.Window.Padding) % Problem.Window.Stride;

    private int TapRows => Points(Problem.Window.KernelHeight, FirstTapRow);

    private int TapColumns => Points(Problem.Window.KernelWidth, FirstTapColumn);

    /// <summary>The patches of dy, from an image on.</summary>
    public unsafe Patches OutputPatches(float* dy, int image)
    {
        var window = Problem.Window;
        return new Patches
        {
            Image = dy + image * window.OutPixels * Problem.OutChannels,
            Height = window.OutHeight,
            Width = window.OutWidth,
            Channels = Problem.OutChannels,
            GridHeight = GridHeight,
            GridWidth = GridWidth,
            TapRows = TapRows,
            TapColumns = TapColumns,
            Step = 1,
            FirstRow = (Row + window.Padding) / window.Stride - (TapRows - 1),
            FirstColumn = (Column + window.Padding) / window.Stride - (TapColumns - 1),
        };
    }

    /// <summary>The filter taps that go with the patches.</summary>
    public unsafe FilterStrips<TLanes> Filters<TLanes>(float* filter)
        where TLanes : unmanaged, ILanes<TLanes> => new()
        {
            Filter = filter,
            OutChannels = Problem.OutChannels,
            InChannels = Problem.InChannels,
            KernelHeight = Problem.Window.KernelHeight,
            KernelWidth = Problem.Window.KernelWidth,
            LastRow = FirstTapRow,
            LastColumn = FirstTapColumn,
            TapRows = TapRows,
            TapColumns = TapColumns,
            Stride = Problem.Window.Stride,
        };

    private int Points(int size, int first) => size <= first ? 0 : (size - first - 1) / Problem.Window.Stride + 1;
}
