namespace EcgCmrNative.Engine.Optimizers;

/// <summary>Parameters that are updated with the same settings.</summary>
/// <param name="Name">For messages and checkpoints.</param>
/// <param name="Parameters">The parameters with their names, in the order of the checkpoint.</param>
public sealed record ParameterGroup(string Name, IReadOnlyList<(string Name, Parameter Parameter)> Parameters)
{
    /// <summary>Weight decay λ of the group.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Factor on the learning rate, e.g. for layer-wise decay.</summary>
    public double LearningRateScale { get; init; } = 1;

    /// <summary>
    /// Two groups, in this order: one-dimensional parameters (gains, shifts, biases) without weight decay, then all others with it.
    /// </summary>
    public static IReadOnlyList<ParameterGroup> SplitByDecay(IEnumerable<(string Name, Parameter Parameter)> parameters, double weightDecay)
    {
        var all = parameters.Where(entry => entry.Parameter.Trainable).ToList();
        return
        [
            new ParameterGroup("no decay", [.. all.Where(IsPlain)]),
            new ParameterGroup("decay", [.. all.Where(entry => !IsPlain(entry))]) { WeightDecay = weightDecay },
        ];

        static bool IsPlain((string Name, Parameter Parameter) entry) =>
            entry.Parameter.Shape.Rank <= 1 || entry.Name.EndsWith(".bias", StringComparison.Ordinal);
    }
}
