using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.CrossEntropy;

/// <summary>Cross-entropy, by its definition.</summary>
internal sealed unsafe class ReferenceCrossEntropy : ICrossEntropy
{
    public void Forward(
        int rows, int classes, BufferView logits, BufferView targets, BufferView weights, double smoothing, BufferView saved,
        BufferView loss)
    {
        double* z = logits.Doubles, logSumExp = saved.Doubles;
        double sum = 0, divisor = 0;
        for (var i = 0; i < rows; i++, z += classes)
        {
            logSumExp[i] = LogSumExp(z, classes);
            for (var c = 0; c < classes; c++) sum -= Target(i, c, classes, targets, weights, smoothing) * (z[c] - logSumExp[i]);
            divisor += RowWeight(i, targets, weights);
        }
        logSumExp[rows] = divisor;
        loss.Doubles[0] = sum / divisor;
    }

    public void Backward(
        int rows, int classes, BufferView logits, BufferView targets, BufferView weights, double smoothing, BufferView saved,
        BufferView upstream, BufferView dLogits, bool accumulate)
    {
        double* z = logits.Doubles, dz = dLogits.Doubles, logSumExp = saved.Doubles;
        var scale = upstream.Doubles[0] / logSumExp[rows];
        for (var i = 0; i < rows; i++, z += classes, dz += classes)
        {
            var total = 0.0;
            for (var c = 0; c < classes; c++) total += Target(i, c, classes, targets, weights, smoothing);
            for (var c = 0; c < classes; c++)
            {
                var gradient = scale * (Math.Exp(z[c] - logSumExp[i]) * total - Target(i, c, classes, targets, weights, smoothing));
                dz[c] = (accumulate ? dz[c] : 0) + gradient;
            }
        }
    }

    // q[i, c]
    private static double Target(int i, int c, int classes, BufferView targets, BufferView weights, double smoothing)
    {
        double target;
        if (targets.Buffer.Kind == ElementKind.Int32)
        {
            var label = targets.Int32s[i];
            if (label < 0) return 0;
            target = c == label ? 1 : 0;
        }
        else target = targets.Doubles[(long)i * classes + c];
        return Weight(weights, c) * ((1 - smoothing) * target + smoothing / classes);
    }

    private static double RowWeight(int i, BufferView targets, BufferView weights)
    {
        if (targets.Buffer.Kind == ElementKind.Real) return 1;
        var label = targets.Int32s[i];
        return label < 0 ? 0 : Weight(weights, label);
    }

    private static double Weight(BufferView weights, int c) => weights.IsAbsent ? 1 : weights.Doubles[c];

    private static double LogSumExp(double* z, int classes)
    {
        double largest = double.NegativeInfinity, sum = 0;
        for (var c = 0; c < classes; c++) largest = Math.Max(largest, z[c]);
        for (var c = 0; c < classes; c++) sum += Math.Exp(z[c] - largest);
        return largest + Math.Log(sum);
    }
}
