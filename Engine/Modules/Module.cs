namespace EcgCmrNative.Engine.Modules;

/// <summary>
/// Part of a model: parameters and other modules, under the names that the published state dictionaries use.
/// </summary>
public abstract class Module
{
    private readonly List<(string Name, Parameter Parameter)> _parameters = [];
    private readonly List<(string Name, Module Module)> _children = [];

    /// <summary>
    /// True in training mode, the mode of a new module: dropout and drop path drop, batch norm takes the batch's statistics. Set it to
    /// false for inference. Setting it sets it in all parts.
    /// </summary>
    public bool Training
    {
        get;
        set
        {
            field = value;
            foreach (var (_, child) in _children) child.Training = value;
        }
    } = true;

    /// <summary>
    /// True to freeze the running statistics and use them in training too. Setting it sets it in all parts.
    /// </summary>
    public bool StatisticsAreFrozen
    {
        get;
        set
        {
            field = value;
            foreach (var (_, child) in _children) child.StatisticsAreFrozen = value;
        }
    }

    /// <summary>
    /// Everything that is stored with the model, by its dotted name, in the order of construction: parameters,
    /// frozen tables, running statistics.
    /// </summary>
    public IEnumerable<(string Name, Parameter Parameter)> State()
    {
        foreach (var own in _parameters) yield return own;
        foreach (var (prefix, child) in _children)
        {
            foreach (var (name, parameter) in child.State()) yield return (prefix.Length == 0 ? name : $"{prefix}.{name}", parameter);
        }
    }

    /// <summary>This module and all its parts, each with its dotted name. The name is empty for the module itself and for parts added
    /// without a name.</summary>
    public IEnumerable<(string Name, Module Module)> Modules()
    {
        yield return ("", this);
        foreach (var (prefix, child) in _children)
        {
            foreach (var (name, part) in child.Modules())
                yield return (prefix.Length == 0 || name.Length == 0 ? prefix + name : $"{prefix}.{name}", part);
        }
    }

    /// <summary>The trainable part of <see cref="State"/>.</summary>
    public IEnumerable<(string Name, Parameter Parameter)> TrainableParameters() => State().Where(entry => entry.Parameter.Trainable);

    /// <summary>Freezes every parameter and all running statistics, so that training no longer changes the module.</summary>
    public void Freeze()
    {
        StatisticsAreFrozen = true;
        foreach (var (_, parameter) in State()) parameter.Trainable = false;
    }

    /// <summary>Number of trainable scalars.</summary>
    public long CountTrainable() => TrainableParameters().Sum(entry => entry.Parameter.Shape.Count);

    /// <summary>Adds a parameter to this module.</summary>
    protected Parameter Add(string name, Parameter parameter)
    {
        _parameters.Add((name, parameter));
        return parameter;
    }

    /// <summary>Adds a module as a part; with an empty name its parameters have no prefix.</summary>
    protected T Add<T>(string name, T module) where T : Module
    {
        ArgumentNullException.ThrowIfNull(module);
        _children.Add((name, module));
        module.Training = Training;
        module.StatisticsAreFrozen |= StatisticsAreFrozen;
        return module;
    }
}
