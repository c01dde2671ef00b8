using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Interpolation;

/// <summary>
/// Bilinear resampling with half-pixel centres and no antialiasing. Along one axis of size s, output position o of S lies between input
/// positions i and i + 1 with weight λ on the second:
/// <code>
/// t = max((o + ½)·s/S − ½, 0),   i = ⌊t⌋,   λ = t − i,   i + 1 is cut off at s − 1
/// y = (1 − λr)·((1 − λc)·x[i, j] + λc·x[i, j+1]) + λr·((1 − λc)·x[i+1, j] + λc·x[i+1, j+1])
/// </code>
/// x is [batch, height, width, channels], y [batch, out height, out width, channels]. Linear resampling of signals is
/// <see cref="InterpolationProblem.Linear"/>.
/// </summary>
public interface IInterpolation
{
    /// <summary>Computes y.</summary>
    void Forward(in InterpolationProblem problem, BufferView x, BufferView y);

    /// <summary>dx (+)= the gradient of the input; every number of dx is gathered from dy in row order.</summary>
    void Backward(in InterpolationProblem problem, BufferView dy, BufferView dx, bool accumulate);
}
