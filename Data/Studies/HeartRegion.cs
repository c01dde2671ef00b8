namespace EcgCmrNative.Data.Studies;

/// <summary>
/// The heart's region in the frames of a study: the disc around the centre of motion. Motion is the variance of each pixel over the
/// phases. Motion far from the middle of the picture counts less, since the slices are planned on the heart and the chest wall
/// moves too.
/// </summary>
internal sealed class HeartRegion
{
    /// <summary>Both ventricles of most hearts at mid height.</summary>
    private const double RadiusMm = 50;

    /// <summary>The width of the bells that weigh motion: around the centre found so far, and around the middle of the picture.</summary>
    private const double BellMm = 60;

    /// <summary>The assumed width of an image whose file has no spacing.</summary>
    private const double UsualWidthMm = 350;

    private const int Iterations = 20;

    public HeartRegion(CmrStudy study)
    {
        var motion = Enumerable.Range(0, study.Slices).Select(slice => Motion(study, slice)).ToArray();
        var all = new float[study.Rows * study.Columns];
        foreach (var slice in motion)
        {
            for (var i = 0; i < slice.Length; i++) all[i] += slice[i];
        }
        var pixelMm = study.RowSpacingMm ?? UsualWidthMm / Math.Max(study.Rows, study.Columns);
        (Row, Column) = Centre(all, study.Rows, study.Columns, BellMm / pixelMm);
        var radius = Math.Max(1, RadiusMm / pixelMm);
        var pixels = new List<int>();
        for (var row = 0; row < study.Rows; row++)
        {
            for (var column = 0; column < study.Columns; column++)
            {
                if (Square(row - Row) + Square(column - Column) <= radius * radius) pixels.Add(row * study.Columns + column);
            }
        }
        Pixels = [.. pixels];
        MotionOfSlices = [.. motion.Select(slice => slice.Length == 0 ? 0 : Pixels.Average(pixel => Math.Sqrt(slice[pixel])))];
    }

    /// <summary>The centre, in pixels.</summary>
    public double Row { get; }

    /// <summary>The centre, in pixels.</summary>
    public double Column { get; }

    /// <summary>The pixels of the region, as indices into a frame.</summary>
    public int[] Pixels { get; }

    /// <summary>The mean deviation of the region's pixels over the phases, slice by slice; 0 if a slice has one phase.</summary>
    public IReadOnlyList<double> MotionOfSlices { get; }

    /// <summary>The variance of every pixel over the phases; empty if there are fewer than two.</summary>
    private static float[] Motion(CmrStudy study, int slice)
    {
        var phases = study.PhasesOf(slice);
        if (phases.Count < 2) return [];
        var (mean, variance) = (new float[study.Rows * study.Columns], new float[study.Rows * study.Columns]);
        foreach (var phase in phases)
        {
            var frame = study.Frame(slice, phase);
            for (var i = 0; i < frame.Length; i++) mean[i] += frame[i] / phases.Count;
        }
        foreach (var phase in phases)
        {
            var frame = study.Frame(slice, phase);
            for (var i = 0; i < frame.Length; i++) variance[i] += (frame[i] - mean[i]) * (frame[i] - mean[i]) / phases.Count;
        }
        // Background that is not a number counts as still.
        foreach (ref var value in variance.AsSpan()) value = float.IsFinite(value) ? value : 0;
        return variance;
    }

    private static (double Row, double Column) Centre(float[] motion, int rows, int columns, double bell)
    {
        var (middleRow, middleColumn) = ((rows - 1) / 2.0, (columns - 1) / 2.0);
        var (row, column) = (middleRow, middleColumn);
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            // A bell in two dimensions is the product of two.
            var (down, across) = (Bells(rows, row, middleRow, bell), Bells(columns, column, middleColumn, bell));
            var (sum, sumRow, sumColumn) = (0.0, 0.0, 0.0);
            for (var r = 0; r < rows; r++)
            {
                for (var c = 0; c < columns; c++)
                {
                    var weight = motion[r * columns + c] * down[r] * across[c];
                    sum += weight;
                    sumRow += weight * r;
                    sumColumn += weight * c;
                }
            }
            // Without motion, or with motion beyond what can be counted, the heart is assumed in the middle.
            if (!(sum > 0) || !double.IsFinite(sumRow) || !double.IsFinite(sumColumn)) return (middleRow, middleColumn);
            (row, column) = (sumRow / sum, sumColumn / sum);
        }
        return (row, column);
    }

    private static double[] Bells(int count, double found, double middle, double width) =>
        [.. Enumerable.Range(0, count).Select(at => Math.Exp(-(Square(at - found) + Square(at - middle)) / (width * width)))];

    private static double Square(double value) => value * value;
}
