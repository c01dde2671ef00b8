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
/// Compiles one kernel with ILGPU's backends, which need no device. Each compilation has its own context, so that the text does not depend
/// on what was compiled before.
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

    /// <summary>The kernel's name in the compiled texts.</summary>
    public static string EntryName(MethodInfo method) => $"{Family(method)}_{method.Name}";

    public KernelDescription Describe()
    {
        var family = Family(_method);
        var suffix = _attribute.Architecture == GpuKernelAttribute.MinArchitecture ? "" : $".sm_{_attribute.Architecture}";
        return new KernelDescription(
            family, _method.Name, EntryName(_method), $"{family}{suffix}.ptx", _attribute.Architecture,
            _attribute.OpenCl ? $"{family}.cl" : null, _attribute.Group, _attribute.TileRows, _attribute.TileColumns,
            CompiledText.SharedBytes(Ptx), [.. _method.GetParameters().Select(Describe)]);
    }

    public string OpenCl()
    {
        var capabilities = new CLCapabilityContext(
            float16: false, float64: false, genericAddressSpace: true, int64_Atomics: false, subGroups: false);
        using var backend = new CLBackend(_context, capabilities, CLDeviceVendor.Other, OpenClC);
        var text = CompiledText.CanonicalOpenCl(((CLCompiledKernel)Compile(backend)).Source, _method.Name, EntryName(_method));
        return _attribute.IntegersWrap ? CompiledText.WithUnsignedArithmetic(text) : text;
    }

    public void Dispose() => _context.Dispose();

    private string CompilePtx()
    {
        var architecture = new CudaArchitecture(_attribute.Architecture / 10, _attribute.Architecture % 10);
        using var backend = new PTXBackend(
            _context, new CudaCapabilityContext(architecture), architecture, CudaInstructionSet.ISA_70, nvvmAPI: null);
        return CompiledText.CanonicalPtx(((PTXCompiledKernel)Compile(backend)).PTXAssembly, _method.Name, EntryName(_method));
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

    private static string Family(MethodInfo method) => method.DeclaringType!.Namespace!.Split('.')[2];

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
            $"unsupported type {type} of kernel parameter {parameter.Member.Name}.{parameter.Name}; " +
            "use views of float or int, int, float, or structs of scalars");
    }
}
