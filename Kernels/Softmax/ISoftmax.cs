using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Softmax;

/// <summary>Softmax and log-softmax over the last axis of x [rows, columns], shifted by the row's maximum.</summary>
public interface ISoftmax
{
    /// <summary>y = exp(x) / Σ exp(x). In place is allowed.</summary>
    void Forward(int rows, int columns, BufferView x, BufferView y);

    /// <summary>dx (+)= y ∘ (dy − Σ dy·y). dx may be dy's own view when not accumulating.</summary>
    void Backward(int rows, int columns, BufferView y, BufferView dy, BufferView dx, bool accumulate);

    /// <summary>y = x − log Σ exp(x). In place is allowed.</summary>
    void LogForward(int rows, int columns, BufferView x, BufferView y);

    /// <summary>dx (+)= dy − exp(y)·Σ dy. dx may be dy's own view when not accumulating.</summary>
    void LogBackward(int rows, int columns, BufferView y, BufferView dy, BufferView dx, bool accumulate);
}
