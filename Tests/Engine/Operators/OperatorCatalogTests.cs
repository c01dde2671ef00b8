using EcgCmrNative.Engine.Operators;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Engine.Operators;

[TestFixture]
internal sealed class OperatorCatalogTests
{
    private static readonly string[] Written =
    [
        .. typeof(OperatorCatalog).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IExemplified)))
            .Select(type => type.Name.Replace("Operator", "", StringComparison.Ordinal)),
    ];

    [Test]
    public void TheCatalogueListsEveryOperator() =>
        Assert.That(
            OperatorCatalog.Examples.Select(entry => entry.Operator).Distinct(), Is.SupersetOf(Written),
            "an operator that is not listed in OperatorCatalog is not checked");

    [Test]
    public void EveryOperatorThatIsListedHasAnExample() => Assert.That(Written, Is.All.Matches<string>(
        name => OperatorCatalog.Examples.Any(entry => entry.Operator == name)));
}
