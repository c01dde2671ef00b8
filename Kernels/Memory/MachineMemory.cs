using System.Globalization;

namespace EcgCmrNative.Kernels.Memory;

/// <summary>Refuses sizes that this machine's memory cannot hold, before anything of that size is allocated.</summary>
public static class MachineMemory
{
    private static readonly string[] Units = ["bytes", "kB", "MB", "GB", "TB", "PB", "EB"];

    /// <summary>Bytes that this process may use: the machine's memory, or less if a limit is set for the process.</summary>
    public static long AvailableBytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>Refuses a size that is larger than <see cref="AvailableBytes"/>.</summary>
    /// <param name="bytes">The bytes that are needed at least, as a number that does not overflow.</param>
    /// <param name="what">What needs them, in the plural, for the message.</param>
    /// <param name="parameter">The parameter or setting that makes it so large.</param>
    /// <exception cref="ArgumentException">The memory is too small; the message says how much is needed.</exception>
    public static void Require(double bytes, string what, string parameter)
    {
        if (!(bytes <= AvailableBytes))
            throw new ArgumentException(
                $"{what} would need {Text(bytes)} of memory; this machine has {Text(AvailableBytes)}; choose a smaller value", parameter);
    }

    /// <summary>A number of bytes with its unit, three digits: 12 TB.</summary>
    public static string Text(double bytes)
    {
        var unit = 0;
        for (; bytes >= 999.5 && unit < Units.Length - 1; unit++) bytes /= 1000;
        return string.Create(CultureInfo.InvariantCulture, $"{bytes:G3} {Units[unit]}");
    }
}
