using System.Runtime.InteropServices;

namespace EcgCmrNative.Kernels.Randomness;

/// <summary>A <see cref="RandomStream"/> and the distribution of its numbers, for the GPU kernels.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RandomArguments
{
    public ulong Seed, Number, First;
    public float Offset, Scale;
    public uint Threshold;
    public int Length;
}
