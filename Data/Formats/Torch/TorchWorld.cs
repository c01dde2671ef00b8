using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Data.Formats.Torch.Pickle;

namespace EcgCmrNative.Data.Formats.Torch;

/// <summary>
/// All that a PyTorch pickle may call. An unknown class may be named and instantiated as inert data, never called;
/// names from modules that only attacks use are always refused.
/// </summary>
internal abstract class TorchWorld : IPickleWorld
{
    private static readonly HashSet<string> RefusedModules = new(StringComparer.Ordinal)
    {
        "builtins", "__builtin__", "os", "posix", "nt", "sys", "subprocess", "shutil", "importlib", "runpy", "pty", "socket",
        "ctypes", "code", "codecs", "pickle", "_pickle", "marshal",
        "types", "operator", "_operator", "functools", "webbrowser", "multiprocessing",
    };

    public PythonSymbol Name(PythonSymbol symbol, PickleInput input)
    {
        var root = symbol.Module.Split('.')[0];
        return RefusedModules.Contains(root)
            ? throw input.Failure($"the file refers to '{symbol}', which could run code and is not allowed in a checkpoint")
            : symbol;
    }

    public object? Call(PythonSymbol function, PythonTuple arguments, PickleInput input) => (function.ToString(), arguments) switch
    {
        ("collections.OrderedDict", []) => new PythonDictionary(),
        ("collections.OrderedDict", [List<object?> pairs]) => FromPairs(pairs, input),
        ("torch._utils._rebuild_tensor", [_, _, _, _]) or ("torch._utils._rebuild_tensor_v2", [_, _, _, _, _, _, ..]) =>
            Tensor(arguments, input),
        ("torch._utils._rebuild_parameter", [FileTensor data, ..]) => data,
        ("torch.Size", [PythonTuple or List<object?>]) => arguments[0],
        ("torch.device", [string, ..]) => string.Join(':', arguments),
        ("collections.OrderedDict" or "torch._utils._rebuild_tensor" or "torch._utils._rebuild_tensor_v2"
            or "torch._utils._rebuild_parameter" or "torch.Size" or "torch.device", _) =>
            throw input.Failure($"'{function}' is called with invalid arguments"),
        _ => throw input.Failure($"the pickle calls '{function}', which is not an allowed function"),
    };

    public abstract object? Persistent(object? id, PickleInput input);

    /// <summary>The storage that ("storage", class, key, device, count, …) names, with its class already looked up.</summary>
    protected abstract TorchStorage Storage(PythonTuple id, ElementKind kind, string key, long count, PickleInput input);

    protected TorchStorage Storage(object? id, PickleInput input)
    {
        if (id is not PythonTuple { Count: >= 5 } parts
            || parts is not [string and "storage", PythonSymbol type, string key, string, long and >= 0 and var count, ..])
            throw input.Failure("unsupported form of a reference to a storage");
        var kind = TorchStorage.KindOf(type) ?? throw input.Failure($"unsupported storage class '{type}'");
        if (FileTensor.CountElements([count]) is null) throw input.Failure($"invalid storage size: {count} elements");
        return Storage(parts, kind, key, count, input);
    }

    private FileTensor Tensor(PythonTuple arguments, PickleInput input)
    {
        // Files from before PyTorch 0.1.2, as some tools write them, have the reference itself in place of the storage.
        var storage = arguments[0] as TorchStorage ?? Storage(arguments[0], input);
        if (arguments[1] is not long offset || Sizes(arguments[2]) is not { } shape || Sizes(arguments[3]) is not { } strides)
            throw input.Failure("a tensor's offset, sizes and strides are not numbers");
        return storage.View(offset, shape, strides, input);
    }

    private static long[]? Sizes(object? value)
    {
        if (value is not PythonTuple tuple) return null;
        var sizes = new long[tuple.Count];
        for (var i = 0; i < sizes.Length; i++)
        {
            if (tuple[i] is not long size) return null;
            sizes[i] = size;
        }
        return sizes;
    }

    private static PythonDictionary FromPairs(List<object?> pairs, PickleInput input)
    {
        var dictionary = new PythonDictionary();
        foreach (var pair in pairs)
        {
            var (key, value) = pair switch
            {
                PythonTuple { Count: 2 } tuple => (tuple[0], tuple[1]),
                List<object?> { Count: 2 } list => (list[0], list[1]),
                _ => (null, null),
            };
            if (key is not string) throw input.Failure("a dictionary must be made from pairs of a string and a value");
            dictionary[key] = value;
        }
        return dictionary;
    }
}
