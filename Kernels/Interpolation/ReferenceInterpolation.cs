using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Kernels.Interpolation;

/// <summary>Bilinear resampling, by its definition.</summary>
internal sealed unsafe class ReferenceInterpolation : IInterpolation
{
    // Called for every weighted input number in an output number; the positions are flat.
    private delegate void Term(double weight, long input, long output);

    public void Forward(in InterpolationProblem problem, BufferView x, BufferView y)
    {
        double* px = x.Doubles, py = y.Doubles;
        var outputs = (long)problem.Batch * problem.OutHeight * problem.OutWidth * problem.Channels;
        for (var i = 0L; i < outputs; i++) py[i] = 0;
        ForEachTerm(problem, (weight, input, output) => py[output] += weight * px[input]);
    }

    public void Backward(in InterpolationProblem problem, BufferView dy, BufferView dx, bool accumulate)
    {
        double* pdy = dy.Doubles, pdx = dx.Doubles;
        var inputs = (long)problem.Batch * problem.Height * problem.Width * problem.Channels;
        for (var i = 0L; !accumulate && i < inputs; i++) pdx[i] = 0;
        ForEachTerm(problem, (weight, input, output) => pdx[input] += weight * pdy[output]);
    }

    private static void ForEachTerm(in InterpolationProblem problem, Term term)
    {
        var p = problem;
        for (var b = 0; b < p.Batch; b++)
            for (var r = 0; r < p.OutHeight; r++)
                for (var c = 0; c < p.OutWidth; c++)
                    for (var k = 0; k < p.Channels; k++)
                    {
                        LinearTap row = LinearTap.At(r, p.Height, p.OutHeight), column = LinearTap.At(c, p.Width, p.OutWidth);
                        var output = (((long)b * p.OutHeight + r) * p.OutWidth + c) * p.Channels + k;
                        long Input(int m, int n) => (((long)b * p.Height + m) * p.Width + n) * p.Channels + k;
                        term((1 - row.Weight) * (1 - column.Weight), Input(row.First, column.First), output);
                        term((1 - row.Weight) * column.Weight, Input(row.First, column.Second), output);
                        term(row.Weight * (1 - column.Weight), Input(row.Second, column.First), output);
                        term(row.Weight * column.Weight, Input(row.Second, column.Second), output);
                    }
    }
}
