using EcgCmrNative.Engine;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Verification.Rounding;

/// <summary>
/// Sees what a computation stores, in the order in which it stores it: every output as it is recorded, and every gradient before the
/// backward pass reads it. What tapes do not see, weights and the gradients of a step, is for its owner to show.
/// </summary>
public abstract class StorageObserver : ITapeObserver
{
    /// <summary>Sees one run of numbers where it is, and may change it.</summary>
    public abstract void Stored(BufferView values);

    /// <inheritdoc/>
    public void Recorded(Operator application)
    {
        ArgumentNullException.ThrowIfNull(application);
        Stored(application.Output.Data);
    }

    /// <inheritdoc/>
    public void BackwardStarts(Operator application)
    {
        ArgumentNullException.ThrowIfNull(application);
        Stored(application.Output.Gradient);
    }

    /// <inheritdoc/>
    public void BackwardDone(Operator application)
    {
        // The gradients that it added to are not complete before the operators that made their tensors start.
    }
}
