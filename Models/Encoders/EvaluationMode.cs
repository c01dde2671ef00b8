using EcgCmrNative.Engine.Modules;

namespace EcgCmrNative.Models.Encoders;

/// <summary>Puts a module in evaluation mode; disposing restores the mode that it had.</summary>
public sealed class EvaluationMode : IDisposable
{
    private readonly Module _module;
    private readonly bool _wasTraining;

    /// <summary>Switches to evaluation mode.</summary>
    public EvaluationMode(Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        (_module, _wasTraining) = (module, module.Training);
        module.Training = false;
    }

    /// <inheritdoc/>
    public void Dispose() => _module.Training = _wasTraining;
}
