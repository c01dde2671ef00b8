using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Contrastive;

/// <summary>Checks the arguments, then calls the device's kernels.</summary>
internal sealed class CheckedInfoNce(MemoryPool memory, IInfoNce kernels) : IInfoNce
{
    /// <inheritdoc/>
    public void Normalizers(in InfoNceProblem problem, in InfoNceOperands operands, BufferView rowNormalizers, BufferView columnNormalizers)
    {
        using var call = Reading("InfoNCE normalizers", problem, operands);
        call.Writes(rowNormalizers, problem.Rows);
        call.Writes(columnNormalizers, problem.Columns);
        kernels.Normalizers(problem, operands, rowNormalizers, columnNormalizers);
    }

    /// <inheritdoc/>
    public void Loss(
        in InfoNceProblem problem, in InfoNceOperands operands, BufferView rowNormalizers, BufferView columnNormalizers, BufferView loss)
    {
        using var call = Reading("InfoNCE", problem, operands);
        call.Reads(rowNormalizers, problem.Rows);
        call.Reads(columnNormalizers, problem.Columns);
        call.Writes(loss, 1);
        kernels.Loss(problem, operands, rowNormalizers, columnNormalizers, loss);
    }

    /// <inheritdoc/>
    public void Backward(
        in InfoNceProblem problem, in InfoNceOperands operands, BufferView rowNormalizers, BufferView columnNormalizers,
        BufferView upstream, BufferView dz0, BufferView dz1, BufferView dLogTemperature, bool accumulate)
    {
        using var call = Reading("InfoNCE backward", problem, operands);
        call.Reads(rowNormalizers, problem.Rows);
        call.Reads(columnNormalizers, problem.Columns);
        call.Reads(upstream, 1);
        call.WritesIfGiven(dz0, (long)problem.Rows * problem.Width);
        call.WritesIfGiven(dz1, (long)problem.Columns * problem.Width);
        call.WritesIfGiven(dLogTemperature, 1);
        kernels.Backward(problem, operands, rowNormalizers, columnNormalizers, upstream, dz0, dz1, dLogTemperature, accumulate);
    }

    private KernelCall Reading(string operation, in InfoNceProblem problem, in InfoNceOperands operands)
    {
        var call = new KernelCall(memory, operation);
        call.Size(problem.Rows);
        call.Size(problem.Columns);
        call.Size(problem.Width);
        call.Between((long)problem.Rows * problem.Width, 0, int.MaxValue, "rows · width");
        call.Between((long)problem.Columns * problem.Width, 0, int.MaxValue, "columns · width");
        call.Between(problem.RowOffset, 0, Math.Max(0L, (long)problem.Columns - problem.Rows));
        call.Reads(operands.Z0, (long)problem.Rows * problem.Width);
        call.Reads(operands.Z1, (long)problem.Columns * problem.Width);
        call.Reads(operands.LogTemperature, 1);
        if (operands.Targets.IsAbsent) call.Between(problem.Columns, problem.Rows, int.MaxValue);
        Reads(ref call, problem, operands.Targets, "targets");
        Reads(ref call, problem, operands.Excluded, "excluded pairs");
        return call;
    }

    private static void Reads(ref KernelCall call, in InfoNceProblem problem, in PairTable pairs, string name)
    {
        if (pairs.IsAbsent)
        {
            if (!pairs.Columns.IsAbsent || !pairs.Weights.IsAbsent) call.Refuse($"{name}: columns or weights are given without row starts");
            return;
        }
        var entries = pairs.Columns.Length;
        call.ReadsIndices(pairs.Starts, problem.Rows + 1L, 0, entries, $"{name}.Starts");
        call.ReadsIndices(pairs.Columns, entries, 0, problem.Columns - 1, $"{name}.Columns");
        call.ReadsIfGiven(pairs.Weights, entries, $"{name}.Weights");
    }
}
