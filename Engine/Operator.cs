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
    private const int SavedAtFirst = 4;

    // An operator lives for a step; the lists are used again.
    [ThreadStatic]
    private static Stack<List<Tensor>>? _spareLists;

    // Taken at the first Save: many operators keep nothing.
    private List<Tensor>? _saved;

    /// <summary>The operator's name in messages and measurements.</summary>
    public abstract string Name { get; }

    /// <summary>The output; set by <see cref="Tape.Record"/>.</summary>
    public Tensor Output { get; internal set; } = null!;

    /// <summary>
    /// Adds this application's contribution to the gradients of its inputs: through <see cref="Tensor.GradientSink"/> if a kernel computes
    /// them, and last through <see cref="Tensor.ReceiveGradient(BufferView)"/> if <paramref name="dy"/> itself is passed on.
    /// </summary>
    /// <param name="device">The device of all tensors.</param>
    /// <param name="dy">Gradient of the output.</param>
    protected internal abstract void Backward(Device device, BufferView dy);

    /// <summary>
    /// Marks a tensor whose numbers the backward pass needs: they are kept from <see cref="Tape.Record"/> until this operator's backward
    /// pass is done. Call it in the constructor. Without <see cref="Tape.Record"/> nothing is kept.
    /// </summary>
    /// <exception cref="InvalidOperationException">The operator has been recorded already.</exception>
    protected Tensor Save(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (Output is not null)
            throw new InvalidOperationException($"{Name}: Save was called after Tape.Record; call it in the operator's constructor");
        if (_saved is null && _spareLists?.TryPop(out _saved) is not true) _saved = new List<Tensor>(SavedAtFirst);
        _saved!.Add(tensor);
        return tensor;
    }

    /// <summary>Holds what was saved; the tape calls it when the operator is recorded.</summary>
    /// <exception cref="ObjectDisposedException">The tape or scope that owned a saved tensor has ended.</exception>
    internal void HoldSaved()
    {
        if (_saved is null) return;
        foreach (var tensor in _saved) tensor.Hold();
    }

    /// <summary>Lets go of what was saved.</summary>
    internal void LetGoOfSaved()
    {
        if (_saved is null) return;
        foreach (var tensor in _saved) tensor.LetGo();
        _saved.Clear();
        (_spareLists ??= []).Push(_saved);
        _saved = null;
    }
}
