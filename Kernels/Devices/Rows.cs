using System.Runtime.CompilerServices;

namespace EcgCmrNative.Kernels.Devices;

/// <summary>What kernels that work on the rows of a matrix share: checks, and how many rows one task takes.</summary>
internal static class Rows
{
    // Some microseconds of work: enough to pay for handing out the task.
    private const int ElementsPerTask = 16 * 1024;

    /// <summary>Rows per task, by the size of a row alone.</summary>
    public static int PerTask(int columns) => Math.Max(1, ElementsPerTask / Math.Max(1, columns));

    /// <summary>Number of tasks of <paramref name="perTask"/> rows.</summary>
    public static int Tasks(int rows, int perTask) => (int)(((long)rows + perTask - 1) / perTask);

    /// <summary>Checks that a view holds at least <paramref name="length"/> elements.</summary>
    /// <exception cref="ArgumentException">It does not.</exception>
    public static void Require(BufferView view, long length, [CallerArgumentExpression(nameof(view))] string name = "")
    {
        if (view.Length < length) throw new ArgumentException($"{name} has {view.Length} elements, the kernel needs {length}", name);
    }
}
