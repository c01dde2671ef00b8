using System.Runtime.CompilerServices;

namespace EcgCmrNative.Kernels.Memory;

/// <summary>Refuses views of a wrong size before a kernel reads or writes past their end.</summary>
internal static class BufferViewChecks
{
    /// <exception cref="ArgumentException">The view does not have <paramref name="length"/> elements.</exception>
    public static void RequireLength(this BufferView view, long length, [CallerArgumentExpression(nameof(view))] string name = "")
    {
        if (view.Length != length) throw new ArgumentException($"the view has {view.Length} elements where {length} are expected", name);
    }

    /// <exception cref="ArgumentException">The view does not consist of whole blocks of <paramref name="block"/> elements.</exception>
    public static void RequireMultipleOf(this BufferView view, long block, [CallerArgumentExpression(nameof(view))] string name = "")
    {
        if (block == 0 ? view.Length != 0 : view.Length % block != 0)
            throw new ArgumentException($"the view has {view.Length} elements, which is not a multiple of {block}", name);
    }
}
