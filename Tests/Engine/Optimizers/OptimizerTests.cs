using EcgCmrNative.Engine;
using EcgCmrNative.Engine.Optimizers;
using EcgCmrNative.Kernels.Devices;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Engine.Optimizers;

public sealed class OptimizerTests
{
    private static readonly (string Name, Func<IReadOnlyList<ParameterGroup>, Optimizer> Make)[] All =
    [
        ("SGD", groups => new Sgd(groups)),
        ("SGD with momentum", groups => new Sgd(groups, momentum: 0.9)),
        ("Adam", groups => new Adam(groups)),
        ("AdamW", groups => new AdamW(groups)),
        ("LARS", groups => new Lars(groups)),
    ];

    private static IEnumerable<TestCaseData> Optimizers() =>
        All.Select(entry => new TestCaseData(entry.Make).SetArgDisplayNames(entry.Name));

    [TestCaseSource(nameof(Optimizers))]
    public void A_parameter_in_two_groups_is_refused_by_name(Func<IReadOnlyList<ParameterGroup>, Optimizer> make)
    {
        using var device = new ReferenceDevice();
        Parameter a = new(device, new Shape(2)), b = new(device, new Shape(2));
        ParameterGroup[] groups = [new("decay", [("a", a), ("b", b)]), new("no decay", [("b again", b)])];
        Assert.That(
            () => make(groups),
            Throws.ArgumentException.With.Message.Contains("'b again' (number 0 of group 'no decay')")
                .And.Message.Contains("'b' (number 1 of group 'decay')"));
    }

    [TestCaseSource(nameof(Optimizers))]
    public void A_parameter_listed_twice_in_a_group_is_refused(Func<IReadOnlyList<ParameterGroup>, Optimizer> make)
    {
        using var device = new ReferenceDevice();
        var a = new Parameter(device, new Shape(2));
        Assert.That(() => make([new("all", [("a", a), ("a", a)])]), Throws.ArgumentException.With.Message.Contains("'a'"));
    }
}
