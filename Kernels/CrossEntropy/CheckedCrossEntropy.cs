using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.CrossEntropy;

/// <summary>Checks the arguments, then calls the device's kernels.</summary>
internal sealed class CheckedCrossEntropy(MemoryPool memory, ICrossEntropy kernels) : ICrossEntropy
{
    /// <inheritdoc/>
    public void Forward(
        int rows, int classes, BufferView logits, BufferView targets, BufferView weights, double smoothing, BufferView saved,
        BufferView loss)
    {
        using var call = Reading("cross-entropy", rows, classes, logits, targets, weights);
        call.Writes(saved, rows + 1L);
        call.Writes(loss, 1);
        kernels.Forward(rows, classes, logits, targets, weights, smoothing, saved, loss);
    }

    /// <inheritdoc/>
    public void Backward(
        int rows, int classes, BufferView logits, BufferView targets, BufferView weights, double smoothing, BufferView saved,
        BufferView upstream, BufferView dLogits, bool accumulate)
    {
        using var call = Reading("cross-entropy backward", rows, classes, logits, targets, weights);
        call.Reads(saved, rows + 1L);
        call.Reads(upstream, 1);
        call.Writes(dLogits, Extent.Product(rows, classes));
        kernels.Backward(rows, classes, logits, targets, weights, smoothing, saved, upstream, dLogits, accumulate);
    }

    private KernelCall Reading(string operation, int rows, int classes, BufferView logits, BufferView targets, BufferView weights)
    {
        var call = new KernelCall(memory, operation);
        call.Size(rows);
        call.Between(classes, 1, int.MaxValue);
        call.Reads(logits, Extent.Product(rows, classes));
        var areLabels = !targets.IsAbsent && targets.Buffer.Kind == ElementKind.Int32;
        if (areLabels) call.ReadsIndices(targets, rows, int.MinValue, classes - 1);
        else call.Reads(targets, Extent.Product(rows, classes));
        call.ReadsIfGiven(weights, classes);
        return call;
    }
}
