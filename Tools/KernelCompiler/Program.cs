using EcgCmrNative.KernelCompiler;

if (args is ["--help"] or ["-h"] || args.Length > 1)
{
    Console.WriteLine(
        """
        Compiles the GPU kernels (Kernels/**/*.Gpu.cs) to PTX and OpenCL C and writes them, with a manifest, to Kernels/Compiled.

        Usage: EcgCmrNative.KernelCompiler [KERNELS_FOLDER]

        KERNELS_FOLDER  the folder Kernels of the checkout (default: searched from the current folder upwards)
        """);
    return args.Length > 1 ? 1 : 0;
}

var kernels = args is [var given] ? given : FindKernelsFolder();
var folder = Path.Combine(kernels ?? "Kernels", "Compiled");
if (!Directory.Exists(folder))
{
    Console.Error.WriteLine($"folder '{folder}' not found; specify KERNELS_FOLDER");
    return 1;
}
try
{
    var files = CompiledKernels.Compile();
    foreach (var stale in Directory.EnumerateFiles(folder)) File.Delete(stale);
    foreach (var (name, text) in files) File.WriteAllText(Path.Combine(folder, name), text);
    Console.WriteLine($"{CompiledKernels.Methods().Count()} kernels, {files.Count} files in {folder}");
    return 0;
}
catch (KernelCompilationException exception)
{
    Console.Error.WriteLine($"{exception.Message}; nothing was written");
    return 1;
}

static string? FindKernelsFolder()
{
    for (var at = new DirectoryInfo(Environment.CurrentDirectory); at is not null; at = at.Parent)
    {
        var candidate = Path.Combine(at.FullName, "Kernels");
        if (Directory.Exists(Path.Combine(candidate, "Compiled"))) return candidate;
    }
    return null;
}
