using System.Reflection;
using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Operators;
using EcgCmrNative.Kernels.Activation;
using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Randomness;
using EcgCmrNative.Tests.Kernels.WrongInputs;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Engine.Operators;

/// <summary>
/// Calls every operator with arguments drawn from what there is of each type, fitting or not: it works, forward and backward, or is refused
/// with a message, and never touches memory that is not its own. An operator that is added is found by itself.
/// </summary>
internal sealed class WrongInputTests
{
    private const int Calls = 400;

    private static readonly int[] Numbers = [1, 2, 3, 0, -1, -2, 7, 46341, int.MaxValue, int.MinValue];

    private static readonly int[][] Shapes =
    [
        [], [0], [3], [4], [2, 3], [3, 4], [4, 3], [4, 4], [3, 3], [0, 3], [3, 0], [2, 3, 6], [2, 3, 4], [1, 4, 4, 2], [2, 3, 3, 2],
        [2, 2, 2, 2, 2, 2],
    ];

    private static readonly int[][] Indices = [[0, 1, 2], [-1, 1], [1, -2, 0], [0, 3, 1], [0, 2, int.MaxValue], [int.MinValue, 0], []];

    private static IEnumerable<TestCaseData> Operators() =>
        from isReference in (bool[])[true, false]
        from method in typeof(TensorOperators).GetMethods(BindingFlags.Public | BindingFlags.Static)
        where method.GetParameters().All(parameter => !parameter.ParameterType.IsByRefLike)
        select new TestCaseData(method, isReference).SetArgDisplayNames(method.Name, isReference ? "reference" : "cpu");

    [TestCaseSource(nameof(Operators))]
    public void AnOperatorWorksOrRefuses(MethodInfo method, bool isReference)
    {
        using var device = new GuardedDevice(isReference);
        using var other = new ReferenceDevice();
        var draws = new Philox(seed: 7);
        var (worked, complaints) = (0, new List<string>());
        for (var call = 0; call < Calls; call++)
        {
            using var tape = new Tape();
            object?[] arguments = [.. method.GetParameters().Select(parameter => Draw(parameter.ParameterType, device, other, ref draws))];
            var failure = Apply(method, arguments, tape);
            if (failure is null) worked++;
            else if (!IsRefusal(failure)) complaints.Add($"{Words(arguments)}: {failure.GetType().Name}: {failure.Message}");
            if (!device.GuardsHold) Assert.Fail($"{method.Name}({Words(arguments)}) wrote outside its memory");
        }
        Assert.That(complaints, Is.Empty, $"{method.Name}: " + string.Join('\n', complaints.Take(8)));
        Assert.That(worked, Is.LessThan(Calls), "some arguments cannot fit");
    }

    [Test]
    public void ReshapeAndPermuteRefuseWhatDoesNotFit()
    {
        using var device = new GuardedDevice(isReference: false);
        var x = Tensor.Zeros(device, new Shape(2, 3));
        foreach (var first in Numbers)
            foreach (var second in Numbers)
            {
                if (first is not (0 or 1) || second is not (0 or 1) || first == second)
                    Assert.That(() => x.Permute(first, second), Throws.InstanceOf<ArgumentException>());
                if ((long)first * second != 6) Assert.That(() => x.Reshape(first, second), Throws.InstanceOf<ArgumentException>());
            }
        Assert.That(() => x.Reshape(-2, -3), Throws.InstanceOf<ArgumentException>());
        Assert.That(() => x.Reshape(int.MaxValue, int.MaxValue, int.MaxValue), Throws.ArgumentException.With.Message.Contains("too many"));
    }

    private static Exception? Apply(MethodInfo method, object?[] arguments, Tape tape)
    {
        try
        {
            var y = (Tensor)method.Invoke(null, arguments)!;
            if (y.RequiresGradient && y.Producer is not null) tape.Backward(y, Tensor.Filled(y.Device, y.Shape, 1));
            return null;
        }
        catch (TargetInvocationException exception)
        {
            return exception.InnerException;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private static bool IsRefusal(Exception failure) =>
        failure is ArgumentException or ObjectDisposedException or NotSupportedException or OutOfMemoryException
        && failure.Message.Length > 20;

    private static object? Draw(Type type, Device device, Device other, ref Philox draws)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return draws.NextBelow(3) == 0 ? null : Draw(underlying, device, other, ref draws);
        if (type == typeof(Tensor)) return DrawTensor(device, other, ref draws);
        if (type == typeof(int)) return draws.NextBelow(2) == 0 ? Numbers[draws.NextBelow(3)] : Numbers[draws.NextBelow(Numbers.Length)];
        if (type == typeof(double)) return ((double[])[0.5, 1, 0, -1, 1e-6, double.NaN])[draws.NextBelow(6)];
        if (type == typeof(bool)) return draws.NextBelow(2) == 0;
        if (type == typeof(ActivationFunction)) return (ActivationFunction)draws.NextBelow(12);
        if (type == typeof(Shape)) return new Shape(Shapes[draws.NextBelow(Shapes.Length)]);
        if (type == typeof(Index)) return DrawIndex(ref draws);
        if (type == typeof(Range)) return new Range(DrawIndex(ref draws), DrawIndex(ref draws));
        if (type == typeof(RandomStream)) return new RandomStream((ulong)draws.NextBelow(9), 0);
        if (type == typeof(PairList)) return draws.NextBelow(2) == 0 ? null : DrawPairs(ref draws);
        throw new AssertionException($"say in {nameof(WrongInputTests)} what to try for a {type.Name}");
    }

    private static Index DrawIndex(ref Philox draws) =>
        new(draws.NextBelow(6) == 0 ? int.MaxValue : draws.NextBelow(4), fromEnd: draws.NextBelow(2) == 0);

    private static Tensor? DrawTensor(Device device, Device other, ref Philox draws)
    {
        switch (draws.NextBelow(20))
        {
            case 0:
                return Tensor.Filled(other, new Shape(Shapes[draws.NextBelow(Shapes.Length)]), 1);
            case 1:
                using (TensorScope.Open()) return Tensor.Filled(device, new Shape(3, 4), 1);
            case 2 or 3 or 4:
                var indices = Indices[draws.NextBelow(Indices.Length)];
                return Tensor.FromIndices(device, new Shape(indices.Length), indices);
            default:
                var tensor = Tensor.Filled(device, new Shape(Shapes[draws.NextBelow(Shapes.Length)]), 0.5);
                return draws.NextBelow(2) == 0 ? tensor : tensor.TrackGradient();
        }
    }

    private static PairList DrawPairs(ref Philox draws)
    {
        var pairs = new PairList();
        for (var row = draws.NextBelow(5); row > 0; row--)
        {
            var column = draws.NextBelow(3) == 0 ? Numbers.Max() - 5 : 0;
            for (var count = draws.NextBelow(3); count > 0; count--) pairs.Add(column++, 0.5);
            pairs.EndRow();
        }
        return pairs;
    }

    private static string Words(object?[] arguments) => string.Join(", ", arguments.Select(argument => argument?.ToString() ?? "null"));
}
