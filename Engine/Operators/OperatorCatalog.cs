using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace EcgCmrNative.Engine.Operators;

/// <summary>All operators of this room with their examples, found by looking: a new operator needs no entry in any list.</summary>
public static class OperatorCatalog
{
    /// <summary>Every example of every operator, by the operator's class name.</summary>
    public static IReadOnlyList<(string Operator, OperatorExample Example)> Examples { get; } = Find();

    [UnconditionalSuppressMessage(
        "Trimming", "IL2026", Justification = "A trimmed program that checks gradients keeps this assembly whole.")]
    [UnconditionalSuppressMessage(
        "Trimming", "IL2070", Justification = "A trimmed program that checks gradients keeps this assembly whole.")]
    private static List<(string, OperatorExample)> Find() =>
    [
        .. typeof(Operator).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false } && typeof(IExemplified).IsAssignableFrom(type))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .SelectMany(type =>
            {
                var examples = type.GetProperty(nameof(IExemplified.Examples), BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
                return ((IEnumerable<OperatorExample>)examples)
                    .Select(example => (type.Name.Replace("Operator", "", StringComparison.Ordinal), example));
            }),
    ];
}
