using System.Numerics.Tensors;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Threads;

namespace EcgCmrNative.Kernels.CrossEntropy;

/// <summary>Cross-entropy in float32, rows in parallel; their losses are added in double in order.</summary>
internal sealed unsafe class CpuCrossEntropy(WorkerPool workers, MemoryPool memory) : ICrossEntropy
{
    /// <inheritdoc/>
    public void Forward(
        int rows, int classes, BufferView logits, BufferView targets, BufferView weights, double smoothing, BufferView saved,
        BufferView loss)
    {
        var scratch = memory.Rent(rows);
        var body = Rowwise(rows, classes, logits, targets, weights, smoothing, saved) with { Losses = scratch.View.Floats };
        workers.For(Rows.Tasks(rows, Rows.PerTask(classes)), body);
        double sum = 0, divisor = 0;
        for (var i = 0; i < rows; i++)
        {
            sum += body.Losses[i];
            divisor += body.RowWeight(i);
        }
        body.LogSumExp[rows] = (float)divisor;
        loss.Floats[0] = (float)(sum / divisor);
        scratch.Release();
    }

    /// <inheritdoc/>
    public void Backward(
        int rows, int classes, BufferView logits, BufferView targets, BufferView weights, double smoothing, BufferView saved,
        BufferView upstream, BufferView dLogits, bool accumulate)
    {
        var body = Rowwise(rows, classes, logits, targets, weights, smoothing, saved) with
        {
            Scale = upstream.Floats[0] / saved.Floats[rows],
            DLogits = dLogits.Floats,
            Accumulate = accumulate,
        };
        workers.For(Rows.Tasks(rows, Rows.PerTask(classes)), body);
    }

    private static Body Rowwise(
        int rows, int classes, BufferView logits, BufferView targets, BufferView weights, double smoothing, BufferView saved) =>
        new()
        {
            Rows = rows,
            Classes = classes,
            Logits = logits.Floats,
            Weights = weights.Floats,
            Smoothing = (float)smoothing,
            LogSumExp = saved.Floats,
            Labels = rows > 0 && targets.Buffer.Kind == ElementKind.Int32 ? targets.Int32s : null,
            Distributions = rows > 0 && targets.Buffer.Kind == ElementKind.Real ? targets.Floats : null,
        };

    private struct Body : IParallelBody
    {
        public int Rows, Classes;
        public float* Logits, Distributions, Weights, LogSumExp, Losses, DLogits;
        public int* Labels;
        public float Smoothing, Scale;
        public bool Accumulate;

        public readonly void Run(int index)
        {
            var perTask = Threads.Rows.PerTask(Classes);
            for (var i = index * perTask; i < Math.Min(Rows, (index + 1L) * perTask); i++)
            {
                if (DLogits == null) ForwardRow(i);
                else BackwardRow(i);
            }
        }

        public readonly float RowWeight(int i)
        {
            if (Labels == null) return 1;
            return Labels[i] < 0 ? 0 : Weight(Labels[i]);
        }

        private readonly void ForwardRow(int i)
        {
            var z = Logits + ((long)i * Classes);
            var largest = TensorPrimitives.Max(new ReadOnlySpan<float>(z, Classes));
            double exponentials = 0, loss = 0;
            for (var c = 0; c < Classes; c++) exponentials += MathF.Exp(z[c] - largest);
            var logSumExp = largest + Math.Log(exponentials);
            for (var c = 0; c < Classes; c++) loss -= Target(i, c) * (z[c] - logSumExp);
            LogSumExp[i] = (float)logSumExp;
            Losses[i] = (float)loss;
        }

        private readonly void BackwardRow(int i)
        {
            float* z = Logits + ((long)i * Classes), dz = DLogits + ((long)i * Classes);
            var total = 0f;
            for (var c = 0; c < Classes; c++) total += Target(i, c);
            for (var c = 0; c < Classes; c++)
            {
                var gradient = Scale * ((MathF.Exp(z[c] - LogSumExp[i]) * total) - Target(i, c));
                dz[c] = (Accumulate ? dz[c] : 0) + gradient;
            }
        }

        // q[i, c]
        private readonly float Target(int i, int c)
        {
            float target;
            if (Labels == null) target = Distributions[((long)i * Classes) + c];
            else if (Labels[i] < 0) return 0;
            else target = c == Labels[i] ? 1 : 0;
            return Weight(c) * (((1 - Smoothing) * target) + (Smoothing / Classes));
        }

        private readonly float Weight(int c) => Weights == null ? 1 : Weights[c];
    }
}
