using ILGPU;

namespace EcgCmrNative.Kernels.Launch;

/// <summary>
/// Reductions over a group by a fixed tree in shared memory: no atomics, no warp shuffles, so the result is the same on every run
/// and the kernel runs on every device. All threads of the group must call; all get the result.
/// </summary>
internal static class GroupReduction
{
    /// <summary>Threads of a group that works on one row.</summary>
    public const int Threads = 128;

    /// <summary>Shared memory for the calls of one kernel.</summary>
    public static ArrayView<float> Scratch() => SharedMemory.Allocate<float>(Threads);

    /// <summary>Σ value.</summary>
    public static float Sum(ArrayView<float> scratch, float value)
    {
        var thread = Group.IdxX;
        scratch[thread] = value;
        Group.Barrier();
        for (var half = Threads / 2; half > 0; half /= 2)
        {
            if (thread < half) scratch[thread] += scratch[thread + half];
            Group.Barrier();
        }
        var sum = scratch[0];
        Group.Barrier();
        return sum;
    }

    /// <summary>The largest value.</summary>
    public static float Max(ArrayView<float> scratch, float value)
    {
        var thread = Group.IdxX;
        scratch[thread] = value;
        Group.Barrier();
        for (var half = Threads / 2; half > 0; half /= 2)
        {
            if (thread < half) scratch[thread] = MathF.Max(scratch[thread], scratch[thread + half]);
            Group.Barrier();
        }
        var max = scratch[0];
        Group.Barrier();
        return max;
    }
}
