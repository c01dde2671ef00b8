namespace EcgCmrNative.Kernels.Threads;

/// <summary>Rows per task, for kernels that work on the rows of a matrix.</summary>
internal static class Rows
{
    /// <summary>Rows per task, by the size of a row alone.</summary>
    public static int PerTask(int columns) => Math.Max(1, RangeLoop.Grain / Math.Max(1, columns));

    /// <summary>Number of tasks of <paramref name="perTask"/> rows.</summary>
    public static int Tasks(int rows, int perTask) => (int)(((long)rows + perTask - 1) / perTask);
}
