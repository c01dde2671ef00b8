using System.Reflection;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Tests.Kernels.WrongInputs;

/// <summary>A valid call of a contract's method, with what was in its views.</summary>
/// <param name="Contract">The contract.</param>
/// <param name="Target">The method.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Contents">The numbers of each view: double[] or int[].</param>
internal sealed record RecordedCall(
    Type Contract, MethodInfo Target, object?[] Arguments, IReadOnlyDictionary<BufferView, Array> Contents)
{
    public string Method => $"{Contract.Name}.{Target.Name}";

    public static RecordedCall Of(Device device, MethodInfo method, object?[] arguments)
    {
        var contents = new Dictionary<BufferView, Array>();
        foreach (var leaf in ArgumentLeaf.Of(arguments))
        {
            if (leaf.Value is not BufferView { IsAbsent: false } view || contents.ContainsKey(view)) continue;
            if (view.Buffer.Kind == ElementKind.Int32)
            {
                var indices = new int[view.Length];
                device.Download(view, indices);
                contents.Add(view, indices);
            }
            else
            {
                var numbers = new double[view.Length];
                device.Download(view, numbers);
                contents.Add(view, numbers);
            }
        }
        return new RecordedCall(method.DeclaringType!, method, [.. arguments], contents);
    }
}
