using System.Reflection;
using EcgCmrNative.Engine.Diagnostics;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;
using EcgCmrNative.Kernels.Optimizer;
using EcgCmrNative.Kernels.Randomness;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Kernels.WrongInputs;

/// <summary>
/// Spoils every argument of every method of every kernel contract in every way, on every device. Such a call is refused with a message,
/// or, where a contract takes it, touches nothing outside its views. The valid calls come from the examples of the operators.
/// </summary>
internal sealed class KernelContractTests
{
    // Of each method some calls that differ in which views are there and how long they are.
    private const int CallsPerMethod = 5;

    // A simulator is too slow for that: one call of each method, and one wrong input of each kind.
    private const int SimulatedCallsPerMethod = 1;

    private static readonly Lazy<IReadOnlyDictionary<string, List<RecordedCall>>> Recorded = new(Record);

    private static IEnumerable<MethodInfo> Methods() =>
        from family in typeof(IDeviceKernels).GetProperties()
        from method in family.PropertyType.GetMethods()
        select method;

    private static IEnumerable<TestCaseData> MethodsOnDevices() =>
        from device in (string[])["reference", "cpu", .. GpuForTests.Names]
        from method in Methods()
        select new TestCaseData(device, method).SetArgDisplayNames(device, Name(method));

    [TestCaseSource(nameof(MethodsOnDevices))]
    public void AWrongCallIsRefusedOrDoesNoHarm(string deviceName, MethodInfo method)
    {
        var isGpu = GpuForTests.Names.Contains(deviceName);
        var device = isGpu ? GpuForTests.Require(deviceName) : DeviceCatalog.Open(deviceName, threads: 2);
        using Device other = deviceName == "cpu" ? new ReferenceDevice() : new CpuDevice(threads: 1);
        try
        {
            var isSimulated = GpuForTests.IsSimulated(device);
            var complaints = new List<string>();
            var calls = Recorded.Value[Name(method)];
            foreach (var call in calls.DistinctBy(Form).Take(isSimulated ? SimulatedCallsPerMethod : CallsPerMethod))
                complaints.AddRange(new WrongCalls(call, calls, device, other, Kernels(device, method)).Run(oneOfEachKind: isSimulated));
            Assert.That(complaints, Is.Empty, string.Join('\n', complaints.Take(10)));
        }
        catch (TargetInvocationException exception) when (exception.InnerException is KernelNotSupportedException missing)
        {
            Assert.Ignore(missing.Message);
        }
        finally
        {
            if (!isGpu) device.Dispose();
        }
    }

    [Test]
    public void EveryMethodOfEveryContractIsTried()
    {
        var missing = Methods().Select(Name).Where(name => !Recorded.Value.ContainsKey(name));
        Assert.That(missing, Is.Empty, "no operator's example calls these: add an example, or a call to CallTheOthers");
    }

    // What the device hands out for a contract.
    private static object Kernels(Device device, MethodInfo method) =>
        typeof(Device).GetProperties().Single(property => property.PropertyType == method.DeclaringType).GetValue(device)!;

    private static string Name(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    private static string Form(RecordedCall call) =>
        string.Join(' ', ArgumentLeaf.Of(call.Arguments).Select(leaf =>
            leaf.Value is BufferView view ? $"{view.Length > 0}" : $"{leaf.Value}"));

    private static IReadOnlyDictionary<string, List<RecordedCall>> Record()
    {
        using var device = new RecordingDevice();
        foreach (var (_, example) in OperatorCatalog.Examples) new ExampleTrial(example, seed: 1).Run(device);
        CallTheOthers(device);
        return device.Calls;
    }

    // What optimisers, random draws and guards call.
    private static void CallTheOthers(Device device)
    {
        var run = new KernelRun(device);
        var (w, g, m, v, scale) = (run.Normal(7), run.Normal(7), run.Normal(7), run.Of(1, 2, 3, 4, 5, 6, 7), run.Of(0.5f));
        device.OptimizerStep.Adam(new AdamSettings(1e-3, 0.9, 0.99, 1e-8, 0.1, Decoupled: true, Step: 1), w, g, m, v, scale);
        device.OptimizerStep.Sgd(new SgdSettings(1e-3, 0.9, 0.1, Nesterov: true), w, g, m, scale);
        device.OptimizerStep.Lars(new LarsSettings(1e-3, 0.9, 0.1, 1e-3, Adapt: true), w, g, m, scale);
        var stream = new RandomStream(1, 2);
        device.Random.Uniform(stream, 3, -1, 1, run.Output(9));
        device.Random.Normal(stream, 5, 0, 1, run.Output(9));
        device.Random.Bernoulli(stream, 7, 0.5, 2, run.Output(9));
        device.Reduction.CountNonFinite(run.Normal(5), run.Output(1), accumulate: false);
        device.Reconstruction.StandardizeRows(2, 5, run.Normal(10), 1e-6, run.Output(10));
    }
}
