using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.CrossEntropy;

/// <summary>
/// Cross-entropy of logits z [rows, classes] with labels or with whole distributions, with class weights w and label smoothing
/// (Szegedy et al. 2016, §7). With C classes, smoothing s and a target t over the classes (1 at the label, 0 elsewhere):
/// <code>
/// q[i, c] = w[c]·((1 − s)·t[i, c] + s/C),   log p[i, :] = z[i, :] − log Σ exp z[i, :]
/// loss = −Σ q·log p / divisor
/// divisor = Σ over rows of w[label]   (labels),   the number of rows   (distributions)
/// dz[i, c] = g/divisor · (p[i, c]·Σ_c q[i, c] − q[i, c])
/// </code>
/// A negative label leaves its row out of loss, divisor and gradient; a label of C or more is rejected. Without rows the loss is 0/0, NaN.
/// </summary>
public interface ICrossEntropy
{
    /// <summary>Computes the loss.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="classes">C.</param>
    /// <param name="logits">z, [rows, classes].</param>
    /// <param name="targets">Labels, [rows] (<see cref="ElementKind.Int32"/>), or distributions, [rows, classes]
    /// (<see cref="ElementKind.Real"/>).</param>
    /// <param name="weights">w, [classes]; absent means 1.</param>
    /// <param name="smoothing">s, 0 to 1.</param>
    /// <param name="saved">Receives log Σ exp z of each row, then the divisor: [rows + 1].</param>
    /// <param name="loss">Receives the loss, [1].</param>
    void Forward(
        int rows, int classes, BufferView logits, BufferView targets, BufferView weights, double smoothing, BufferView saved,
        BufferView loss);

    /// <summary>dz (+)= the gradient of the logits, with g = upstream[0] and what the forward pass saved.</summary>
    void Backward(
        int rows, int classes, BufferView logits, BufferView targets, BufferView weights, double smoothing, BufferView saved,
        BufferView upstream, BufferView dLogits, bool accumulate);
}
