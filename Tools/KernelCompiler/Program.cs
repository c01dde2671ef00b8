using EcgCmrNative.KernelCompiler;

if (args is ["--help"] or ["-h"] || args.Length > 1)
{
    Console.WriteLine(
        """
        Compiles the GPU kernels (Kernels/**/*.Gpu.cs) to PTX and OpenCL C, with a manifest, into Kernels/Compiled.

        Usage: EcgCmrNative.KernelCompiler [KERNELS_FOLDER]

        KERNELS_FOLDER is found above the current folder when not given.
        """);
    return args.Length > 1 ? 1 : 0;
}

var kernels = args is [var folder] ? folder : FindKernelsFolder();
if (kernels is null || !Directory.Exists(Path.Combine(kernels, "Compiled")))
{
    Console.Error.WriteLine(
        $"No folder Kernels/Compiled at or above {Environment.CurrentDirectory}; give the Kernels folder as the argument.");
    return 1;
}
try
{
    var manifest = new KernelLibraryWriter(kernels).Write();
    Console.WriteLine($"{manifest.Kernels.Count} kernels, {manifest.Outputs.Count} files in {Path.Combine(kernels, "Compiled")}");
    return 0;
}
catch (KernelCompilationException exception)
{
    Console.Error.WriteLine($"Nothing was written. {exception.Message}");
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
