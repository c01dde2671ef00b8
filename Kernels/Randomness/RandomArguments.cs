using System.Runtime.InteropServices;

namespace EcgCmrNative.Kernels.Randomness;

/// <summary>A <see cref="RandomStream"/> and what is made of its numbers, as the GPU kernels take it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RandomArguments
{
    public ulong Seed, Number, First;
    public float Offset, Scale;
    public uint Threshold;
    public int Length;
}
