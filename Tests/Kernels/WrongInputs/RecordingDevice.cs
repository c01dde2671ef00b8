using System.Reflection;
using EcgCmrNative.Kernels.Devices;

namespace EcgCmrNative.Tests.Kernels.WrongInputs;

/// <summary>The reference device, which writes down every call of a kernel that passed the checks of its contract.</summary>
internal sealed class RecordingDevice : HostDevice
{
    private readonly Dictionary<string, List<RecordedCall>> _calls = [];

    public override string Name => "recording";

    public override int RealBytes => sizeof(double);

    /// <summary>What was called, by contract and method.</summary>
    public IReadOnlyDictionary<string, List<RecordedCall>> Calls => _calls;

    internal override IDeviceKernels Kernels =>
        field ??= (IDeviceKernels)Watcher.Around(typeof(IDeviceKernels), new ReferenceKernels(Memory), this);

    private void Record(MethodInfo method, object?[] arguments)
    {
        var call = RecordedCall.Of(this, method, arguments);
        if (!_calls.TryGetValue(call.Method, out var calls)) _calls.Add(call.Method, calls = []);
        calls.Add(call);
    }

    /// <summary>Stands in for kernels; hands out stand-ins for families.</summary>
    public class Watcher : DispatchProxy
    {
        private object _watched = null!;
        private RecordingDevice _device = null!;

        public static object Around(Type contract, object watched, RecordingDevice device)
        {
            var proxy = Create(contract, typeof(Watcher));
            ((Watcher)proxy)._watched = watched;
            ((Watcher)proxy)._device = device;
            return proxy;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod!.IsSpecialName)
                return targetMethod.Invoke(_watched, args) is { } family ? Around(targetMethod.ReturnType, family, _device) : null;
            _device.Record(targetMethod, args!);
            return targetMethod.Invoke(_watched, args);
        }
    }
}
