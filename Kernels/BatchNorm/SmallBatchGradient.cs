using EcgCmrNative.Kernels.Threads;

namespace EcgCmrNative.Kernels.BatchNorm;

/// <summary>
/// Gradient of the input of batch norm for a few rows, recomputed in double. In the limit of two rows x̂ is ±1 for every x, and the
/// remainder of dv − mean(dv) − x̂·mean(dv·x̂) is of the order ε/σ². In float32 the rounding of μ and r is larger than that.
/// </summary>
internal unsafe struct SmallBatchGradient : IParallelBody
{
    /// <summary>Largest number of rows; the work is a fraction of that for computing the rows.</summary>
    public const int MaxRows = 32;

    /// <summary>Columns of one task.</summary>
    public const int ColumnsPerTask = 64;

    public int Rows, Columns;
    public double Epsilon;
    public bool Accumulate;
    public float* X, Gamma, Y, Dy, Dx;

    public readonly void Run(int index)
    {
        for (var c = index * ColumnsPerTask; c < Math.Min(Columns, (index + 1) * ColumnsPerTask); c++) Column(c);
    }

    private readonly void Column(int c)
    {
        double mean = 0, squares = 0, sum = 0, product = 0;
        for (var row = 0; row < Rows; row++)
        {
            mean += (double)X[At(row, c)] / Rows;
            sum += Gradient(row, c) / Rows;
        }
        for (var row = 0; row < Rows; row++)
        {
            var deviation = X[At(row, c)] - mean;
            squares += deviation * deviation / Rows;
            product += deviation * Gradient(row, c) / Rows;
        }
        var scale = (Gamma == null ? 1 : Gamma[c]) / Math.Sqrt(squares + Epsilon);
        for (var row = 0; row < Rows; row++)
        {
            var gradient = scale * (Gradient(row, c) - sum - (X[At(row, c)] - mean) * product / (squares + Epsilon));
            Dx[At(row, c)] = (float)(Accumulate ? Dx[At(row, c)] + gradient : gradient);
        }
    }

    private readonly long At(int row, int c) => (long)row * Columns + c;

    /// <summary>dv: what comes through the ReLU, in double.</summary>
    private readonly double Gradient(int row, int c) => Y != null && Y[At(row, c)] <= 0 ? 0 : Dy[At(row, c)];
}
