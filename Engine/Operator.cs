using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Engine;

/// <summary>
/// One application of an operator on the tape: the tensors that its backward pass needs, and the backward pass. Each operator is one file
/// with its public function, this class and its check examples. Derive from this class to call kernels of the device, from
/// <see cref="ComposedOperator"/> to write both passes with tensors.
/// </summary>
public abstract class Operator
{
    /// <summary>The operator's name in messages and measurements.</summary>
    public abstract string Name { get; }

    /// <summary>The output; set by <see cref="Tape.Record"/>.</summary>
    public Tensor Output { get; internal set; } = null!;

    /// <summary>How many tensors the tape keeps for this application.</summary>
    internal int SavedCount { get; private set; }

    /// <summary>
    /// Adds this application's contribution to the gradients of its inputs: through <see cref="Tensor.GradientSink"/> if a kernel computes
    /// them, and last through <see cref="Tensor.ReceiveGradient(BufferView)"/> if <paramref name="dy"/> itself is passed on.
    /// </summary>
    /// <param name="device">The device of all tensors.</param>
    /// <param name="dy">Gradient of the output.</param>
    protected internal abstract void Backward(Device device, BufferView dy);

    /// <summary>
    /// Keeps a tensor's numbers until the backward pass has used them. Call it in the constructor, right before <see cref="Tape.Record"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">No tape is recording on this thread.</exception>
    protected Tensor Save(Tensor tensor)
    {
        Tape.Keep(tensor);
        SavedCount++;
        return tensor;
    }
}
