using System.Reflection;
using System.Runtime.InteropServices;
using EcgCmrNative.Kernels.Launch;
using ILGPU;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.OpenCL;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace EcgCmrNative.KernelCompiler;

/// <summary>
/// One kernel through ILGPU's backends. Each has a context of its own, so that nothing compiled before it shows in its text;
/// no device is needed.
/// </summary>
internal sealed class KernelCompilation : IDisposable
{
    private static readonly CLCVersion OpenClC = new(2, 0);
    private readonly MethodInfo _method;
    private readonly GpuKernelAttribute _attribute;
    private readonly Context _context;
    private readonly Lazy<string> _ptx;

    public KernelCompilation(MethodInfo method)
    {
        _method = method;
        _attribute = method.GetCustomAttribute<GpuKernelAttribute>()!;
        _context = Context.Create(builder => builder.Optimize(OptimizationLevel.O2));
        _ptx = new Lazy<string>(CompilePtx);
    }

    public static string CompilerName { get; } =
        $"ILGPU {typeof(Context).Assembly.GetName().Version!.ToString(3)}, PTX ISA 7.0, OpenCL C {OpenClC.Major}.{OpenClC.Minor}";

    public string PtxHeader => $".version 7.0\n.target sm_{_attribute.Architecture}\n.address_size 64\n";

    public string Ptx => _ptx.Value;

    private string Family => _method.DeclaringType!.Namespace!.Split('.')[^1];

    public KernelDescription Describe()
    {
        var suffix = _attribute.Architecture == GpuKernelAttribute.LeastArchitecture ? "" : $".sm_{_attribute.Architecture}";
        return new KernelDescription(
            Family, _method.Name, $"{Family}_{_method.Name}", $"{Family}{suffix}.ptx", _attribute.Architecture,
            _attribute.OpenCl ? $"{Family}.cl" : null, _attribute.Group, _attribute.TileRows, _attribute.TileColumns,
            CompiledText.SharedBytes(Ptx), [.. _method.GetParameters().Select(Describe)]);
    }

    public string OpenCl()
    {
        var capabilities = new CLCapabilityContext(
            float16: false, float64: false, genericAddressSpace: true, int64_Atomics: false, subGroups: false);
        using var backend = new CLBackend(_context, capabilities, CLDeviceVendor.Other, OpenClC);
        var text = CompiledText.CanonicalOpenCl(((CLCompiledKernel)Compile(backend)).Source, Family, _method.Name);
        return _attribute.IntegersWrap ? CompiledText.WithUnsignedArithmetic(text) : text;
    }

    public void Dispose() => _context.Dispose();

    private string CompilePtx()
    {
        var architecture = new CudaArchitecture(_attribute.Architecture / 10, _attribute.Architecture % 10);
        using var backend = new PTXBackend(
            _context, new CudaCapabilityContext(architecture), architecture, CudaInstructionSet.ISA_70, nvvmAPI: null);
        return CompiledText.CanonicalPtx(((PTXCompiledKernel)Compile(backend)).PTXAssembly, Family, _method.Name);
    }

    private CompiledKernel Compile(Backend backend)
    {
        try
        {
            var entry = EntryPointDescription.FromExplicitlyGroupedKernel(_method);
            return backend.Compile(entry, new KernelSpecialization(_attribute.Group, null));
        }
        catch (InternalCompilerException exception)
        {
            throw new KernelCompilationException(
                $"{_method.DeclaringType!.Name}.{_method.Name} for {backend.BackendType}: {exception.GetBaseException().Message}",
                exception);
        }
    }

    private static KernelParameter Describe(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (type == typeof(ArrayView<float>)) return new(parameter.Name!, KernelParameterKind.FloatView, 0);
        if (type == typeof(ArrayView<int>)) return new(parameter.Name!, KernelParameterKind.Int32View, 0);
        if (type == typeof(int)) return new(parameter.Name!, KernelParameterKind.Int32, sizeof(int));
        if (type == typeof(float)) return new(parameter.Name!, KernelParameterKind.Float, sizeof(float));
        if (type is { IsValueType: true, IsPrimitive: false, IsGenericType: false })
            return new(parameter.Name!, KernelParameterKind.Struct, Marshal.SizeOf(type));
        throw new NotSupportedException(
            $"kernel parameter {parameter.Member.Name}.{parameter.Name} is a {type}; " +
            "views of float or int, int, float and structs of these can be passed");
    }
}
