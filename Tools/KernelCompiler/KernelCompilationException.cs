namespace EcgCmrNative.KernelCompiler;

/// <summary>A kernel uses something that a backend cannot express.</summary>
internal sealed class KernelCompilationException(string message, Exception cause) : Exception(message, cause);
