using System.Runtime.InteropServices;

namespace EcgCmrNative.Benchmarks.Gemm;

/// <summary>The system's OpenBLAS, where there is one.</summary>
internal static unsafe class OpenBlas
{
    private const int RowMajor = 101;
    private const int NoTranspose = 111;
    private const int Transpose = 112;

    private static readonly nint Library = NativeLibrary.TryLoad("libopenblas.so.0", out var library) ? library : 0;
    private static readonly nint Sgemm = Export("cblas_sgemm");
    private static readonly nint SetThreads = Export("openblas_set_num_threads");

    /// <summary>True when the library was found.</summary>
    public static bool IsPresent => Sgemm != 0 && SetThreads != 0;

    /// <summary>Version, build options and the core that it chose its kernels for.</summary>
    public static string Description =>
        Library == 0 ? "absent" : $"{Text("openblas_get_config")}; kernels for {Text("openblas_get_corename")}";

    /// <summary>Number of threads for the next products.</summary>
    public static int Threads
    {
        set => ((delegate* unmanaged<int, void>)SetThreads)(value);
    }

    /// <summary>C = A · B or, with <paramref name="transposeB"/>, A · Bᵀ; all dense and row-major.</summary>
    public static void Multiply(int m, int n, int k, float* a, float* b, bool transposeB, float* c) =>
        ((delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void>)Sgemm)(
            RowMajor, NoTranspose, transposeB ? Transpose : NoTranspose, m, n, k, 1, a, k, b, transposeB ? k : n, 0, c, n);

    private static nint Export(string name) =>
        Library != 0 && NativeLibrary.TryGetExport(Library, name, out var address) ? address : 0;

    private static string Text(string name)
    {
        var address = Export(name);
        return address == 0 ? "unknown" : Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)address)())!.Trim();
    }
}
