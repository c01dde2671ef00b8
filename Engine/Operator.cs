using System.Runtime.CompilerServices;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Engine;

/// <summary>
/// One application of an operator on the tape: what its backward pass needs, and the backward pass. Each operator is one file in
/// <c>Operators/</c>, which holds the function that one calls, this class, and the examples by which it is checked.
/// </summary>
public abstract class Operator
{
    private SavedTensors _saved;
    private int _savedCount;

    /// <summary>The operator's name for people.</summary>
    public abstract string Name { get; }

    /// <summary>What the operator made.</summary>
    internal Tensor Output { get; set; } = null!;

    /// <summary>
    /// Adds this application's share to the gradients of its inputs: through <see cref="Tensor.GradientSink"/> where they are computed,
    /// and last of all through <see cref="Tensor.ReceiveGradient"/> where <paramref name="dy"/> itself is passed on.
    /// </summary>
    /// <param name="device">The device that everything is on.</param>
    /// <param name="dy">Gradient of the output.</param>
    protected internal abstract void Backward(Device device, BufferView dy);

    /// <summary>Lets the tape free what only this application needed.</summary>
    internal void LetGoOfSaved()
    {
        for (var i = 0; i < _savedCount; i++) _saved[i].LetGo();
        _savedCount = 0;
    }

    /// <summary>Keeps a tensor's numbers until the backward pass has used them.</summary>
    protected Tensor Save(Tensor tensor)
    {
        tensor.Hold();
        _saved[_savedCount++] = tensor;
        return tensor;
    }

    [InlineArray(10)]
    private struct SavedTensors
    {
        private Tensor _first;
    }
}
