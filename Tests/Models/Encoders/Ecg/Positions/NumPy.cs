using System.ComponentModel;
using System.Diagnostics;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Encoders.Ecg.Positions;

/// <summary>
/// The position tables as an installed NumPy makes them; tests that ask for them skip unless it is the one of the published tables.
/// </summary>
internal static class NumPy
{
    private const int Unsuitable = 9;

    private const string Script =
        """
        import sys
        try:
            import numpy as np
            from numpy.core._multiarray_umath import __cpu_features__ as features
        except ImportError:
            sys.exit(9)
        if not np.__version__.startswith("1.24.") or not features.get("AVX512_SKX"):
            sys.exit(9)
        widths, rows, columns = map(int, sys.argv[1].split(",")), int(sys.argv[2]), int(sys.argv[3])

        def axis(width, count):
            k = np.arange(width // 4, dtype=np.float32)
            k /= width / 4
            angle = np.outer(np.arange(count, dtype=np.float32), 1.0 / 10000**k)
            return np.concatenate([np.sin(angle), np.cos(angle)], axis=1)

        for width in widths:
            table = np.zeros((1 + rows * columns, width), np.float32)
            table[1:, :width // 2] = np.tile(axis(width, columns), (rows, 1))
            table[1:, width // 2:] = np.repeat(axis(width, rows), columns, axis=0)
            sys.stdout.buffer.write(table.tobytes())
        """;

    /// <summary>The float32 tables of the widths, one after the other.</summary>
    public static byte[] PositionTables(IEnumerable<int> widths, int rows, int columns)
    {
        // The first on the path may be one without packages.
        foreach (var python in new[] { "python3", "/usr/bin/python3" })
        {
            if (Run(python, string.Join(',', widths), rows, columns) is { } tables) return tables;
        }
        Assert.Ignore("needs python3 with NumPy 1.24 on a processor with AVX-512, whose rounding is the one to compare with");
        return [];
    }

    private static byte[]? Run(string python, string widths, int rows, int columns)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(python, ["-c", Script, widths, $"{rows}", $"{columns}"]) { RedirectStandardOutput = true })!;
            var output = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(output);
            process.WaitForExit();
            if (process.ExitCode == Unsuitable) return null;
            Assert.That(process.ExitCode, Is.Zero, python);
            return output.ToArray();
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
