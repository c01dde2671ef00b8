namespace EcgCmrNative.Kernels.Devices.Cuda;

/// <summary>A call to the CUDA driver failed.</summary>
public sealed unsafe class CudaException : Exception
{
    /// <summary>CUDA_ERROR_OUT_OF_MEMORY.</summary>
    internal const int OutOfMemory = 2;

    internal CudaException(int code, string call, string? detail = null)
        : base($"{call} failed with {Name(code)}{(string.IsNullOrWhiteSpace(detail) ? "" : ":\n" + detail)}") => Code = code;

    /// <summary>The driver's error code.</summary>
    public int Code { get; }

    internal static void ThrowIfFailed(int code, string call)
    {
        if (code != 0) throw new CudaException(code, call);
    }

    /// <summary>The driver's name and description of an error.</summary>
    internal static string Name(int code)
    {
        byte* name = null;
        byte* text = null;
        if (CudaLibrary.cuGetErrorName(code, &name) != 0 || CudaLibrary.cuGetErrorString(code, &text) != 0) return $"CUDA error {code}";
        return $"{CudaLibrary.Text(name)} ({CudaLibrary.Text(text)})";
    }
}
