namespace EcgCmrNative.Kernels.Reconstruction;

/// <summary>Layout of the saved statistics of each signal.</summary>
internal static class SignalRows
{
    /// <summary>Numbers per row that <see cref="IReconstruction.Correlation"/> saves for its backward pass.</summary>
    public const int Statistics = 5;
}
