namespace EcgCmrNative.Kernels.Threads;

/// <summary>
/// The body of a parallel loop. Implement it by an unmanaged struct of pointers and sizes: it is copied once to the caller's stack, and
/// every thread runs on that one copy.
/// </summary>
public interface IParallelBody
{
    /// <summary>Does the part of the work with this index. The result must not depend on the thread.</summary>
    /// <param name="index">0 to count-1, each exactly once, in any order.</param>
    void Run(int index);
}
