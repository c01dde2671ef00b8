Console.Error.WriteLine(
    "The kernel compiler was built without ILGPU. Build it with ILGPU 1.5.3 from a package source that has it:\n" +
    "  dotnet run -c Release --project Tools/KernelCompiler -p:EnableIlgpu=true\n" +
    "See docs/gpu-kernels.md.");
return 1;
