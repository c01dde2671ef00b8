namespace EcgCmrNative.Engine.Optimizers;

/// <summary>
/// Exponential moving average of parameters: target ← τ·target + (1 − τ)·source. State that is not trained, such as running statistics, is
/// not averaged.
/// </summary>
public sealed class ExponentialMovingAverage
{
    private readonly (Parameter Source, Parameter Target)[] _all;
    private readonly (Parameter Source, Parameter Target)[] _followed;

    /// <summary>Pairs the states of two modules; the trainable parameters of the source are averaged.</summary>
    /// <param name="source">The trained module.</param>
    /// <param name="target">The averaged module; it must not be trainable.</param>
    /// <exception cref="ArgumentException">The two differ in names or shapes, or the target is trainable.</exception>
    public ExponentialMovingAverage(Modules.Module source, Modules.Module target)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        var (from, to) = (source.State().ToArray(), target.State().ToArray());
        if (!from.Select(entry => (entry.Name, entry.Parameter.Shape))
            .SequenceEqual(to.Select(entry => (entry.Name, entry.Parameter.Shape))))
            throw new ArgumentException("source and target of a moving average must have the same parameters and shapes", nameof(target));
        if (Array.Find(to, entry => entry.Parameter.Trainable) is { Name: { } name })
            throw new ArgumentException(
                $"{name} of the target is trainable, but the moving average sets its value; freeze the target", nameof(target));
        _all = [.. from.Zip(to, (source, follower) => (source.Parameter, follower.Parameter))];
        _followed = [.. _all.Where(pair => pair.Source.Trainable)];
    }

    /// <summary>Copies the whole state of the source to the target.</summary>
    public void Restart()
    {
        foreach (var (source, target) in _all) source.Device.Elementwise.Copy(source.Data, target.Data);
    }

    /// <summary>Updates the average by one step.</summary>
    /// <param name="decay">τ, 0 to 1.</param>
    public void Follow(double decay)
    {
        foreach (var (source, target) in _followed) source.Device.Elementwise.AddScaled(1 - decay, source.Data, decay, target.Data);
    }
}
