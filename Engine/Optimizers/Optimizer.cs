namespace EcgCmrNative.Engine.Optimizers;

/// <summary>
/// Updates parameters from their gradients. Its memory between steps is in <see cref="State"/>, by name, so that a checkpoint holds it and
/// training resumes exactly.
/// </summary>
public abstract class Optimizer
{
    private readonly Dictionary<(Parameter, string), Parameter> _memory = [];
    private readonly List<(string Name, Parameter Value)> _state = [];

    /// <summary>Creates the optimiser.</summary>
    /// <param name="groups">The parameters to update.</param>
    /// <param name="memories">Names of the state tensors of each parameter.</param>
    /// <exception cref="ArgumentException">A parameter is listed twice, in one group or in two.</exception>
    protected Optimizer(IReadOnlyList<ParameterGroup> groups, params ReadOnlySpan<string> memories)
    {
        ArgumentNullException.ThrowIfNull(groups);
        Groups = groups;
        RequireOnce(groups);
        foreach (var (name, parameter) in groups.SelectMany(group => group.Parameters))
        {
            foreach (var memory in memories)
            {
                var value = new Parameter(parameter.Device, parameter.Shape, trainable: false);
                _memory.Add((parameter, memory), value);
                _state.Add(($"{name}.{memory}", value));
            }
        }
    }

    /// <summary>The groups.</summary>
    public IReadOnlyList<ParameterGroup> Groups { get; }

    /// <summary>Number of steps taken.</summary>
    public long Steps { get; set; }

    /// <summary>The state tensors, named by parameter and state: <c>blocks.0.mlp.fc1.weight.exp_avg</c>.</summary>
    public IReadOnlyList<(string Name, Parameter Value)> State => _state;

    /// <summary>Clears all gradients.</summary>
    public void ClearGradients()
    {
        foreach (var group in Groups)
        {
            foreach (var (_, parameter) in group.Parameters) parameter.ClearGradient();
        }
    }

    /// <summary>Updates every parameter that has a gradient.</summary>
    /// <param name="learningRate">η, times the group's factor.</param>
    /// <param name="gradientScale">
    /// A scalar on the device by which gradients are multiplied, as <see cref="GradientNorm.Clip"/> gives it; null for 1.
    /// </param>
    public void Step(double learningRate, Tensor? gradientScale = null)
    {
        Steps++;
        foreach (var group in Groups)
        {
            foreach (var (_, parameter) in group.Parameters)
            {
                if (parameter.HasGradient) Update(parameter, group, learningRate * group.LearningRateScale, gradientScale);
            }
        }
    }

    /// <summary>Updates one parameter from its gradient.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="group">Its group.</param>
    /// <param name="learningRate">η, with the group's factor.</param>
    /// <param name="gradientScale">A scalar by which the gradient is multiplied first; null for 1.</param>
    protected abstract void Update(Parameter parameter, ParameterGroup group, double learningRate, Tensor? gradientScale);

    /// <summary>A state tensor of a parameter, by a name given to the constructor; initially zeros of its shape.</summary>
    protected Parameter Memory(Parameter parameter, string memory) => _memory[(parameter, memory)];

    private static void RequireOnce(IReadOnlyList<ParameterGroup> groups)
    {
        var places = new Dictionary<Parameter, string>();
        foreach (var group in groups)
        {
            for (var i = 0; i < group.Parameters.Count; i++)
            {
                var (name, parameter) = group.Parameters[i];
                var place = $"'{name}' (number {i} of group '{group.Name}')";
                if (places.TryAdd(parameter, place)) continue;
                throw new ArgumentException(
                    $"optimizer: parameter {place} is also {places[parameter]} and would be updated twice per step; list it once",
                    nameof(groups));
            }
        }
    }
}
