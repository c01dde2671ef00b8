using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Engine;

/// <summary>
/// An operator whose forward and backward pass are written with other operators. Use it for a gradient that is cheaper or more stable than
/// that of the parts, or that differs from the true gradient. It runs on every device that supports the parts.
/// </summary>
/// <example><code>
/// sealed class Swish : ComposedOperator                                  // y = x·s(x)
/// {
///     private readonly Tensor _x;
///
///     private Swish(Tensor x) => _x = Save(x);
///
///     public override string Name => "Swish";
///
///     public static Tensor Apply(Tensor x)
///     {
///         Tensor y;
///         using (Tape.Pause()) y = x * x.Sigmoid();
///         if (Tape.Records(x)) Tape.Record(y, new Swish(x));
///         return y;
///     }
///
///     protected override void Backward(Tensor dy)                        // dx = dy·s·(1 + x·(1 − s))
///     {
///         var s = _x.Sigmoid();
///         _x.ReceiveGradient(dy * s * (1 + _x * (1 - s)));
///     }
/// }
/// </code></example>
public abstract class ComposedOperator : Operator
{
    /// <summary>
    /// Adds this application's contribution to the gradients of its inputs, through <see cref="Tensor.ReceiveGradient(Tensor)"/>. It
    /// records nothing, and its intermediate tensors are freed on return.
    /// </summary>
    /// <param name="dy">Gradient of the output, of its shape.</param>
    protected abstract void Backward(Tensor dy);

    /// <inheritdoc/>
    protected internal sealed override void Backward(Device device, BufferView dy)
    {
        using var pause = Tape.Pause();
        using var scope = TensorScope.Open();
        Backward(Tensor.Share(Output.Shape, dy.Buffer));
    }
}
