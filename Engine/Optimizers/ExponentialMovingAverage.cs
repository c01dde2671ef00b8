namespace EcgCmrNative.Engine.Optimizers;

/// <summary>
/// Parameters that follow others: target ← τ·target + (1 − τ)·source. What is no parameter in the sense of training, such as running
/// statistics, is not followed.
/// </summary>
public sealed class ExponentialMovingAverage
{
    private readonly (Parameter Source, Parameter Target)[] _all;
    private readonly (Parameter Source, Parameter Target)[] _followed;

    /// <summary>Pairs the state of a module with that of another; what is trainable in the first will be followed.</summary>
    /// <param name="source">What is trained.</param>
    /// <param name="target">What follows; it must not be trained itself.</param>
    /// <exception cref="ArgumentException">The two differ in names or shapes, or the target is trainable.</exception>
    public ExponentialMovingAverage(Modules.Module source, Modules.Module target)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        var (from, to) = (source.State().ToArray(), target.State().ToArray());
        if (!from.Select(entry => (entry.Name, entry.Parameter.Shape))
            .SequenceEqual(to.Select(entry => (entry.Name, entry.Parameter.Shape))))
            throw new ArgumentException("a moving average needs two modules of the same parts", nameof(target));
        if (Array.Find(to, entry => entry.Parameter.Trainable) is { Name: { } name })
            throw new ArgumentException(
                $"{name} follows a moving average and cannot be trained as well; freeze the target", nameof(target));
        _all = [.. from.Zip(to, (source, follower) => (source.Parameter, follower.Parameter))];
        _followed = [.. _all.Where(pair => pair.Source.Trainable)];
    }

    /// <summary>Makes the whole state of the target equal to that of the source.</summary>
    public void Restart()
    {
        foreach (var (source, target) in _all) source.Device.Elementwise.Copy(source.Data, target.Data);
    }

    /// <summary>Follows by one step.</summary>
    /// <param name="decay">τ, 0 to 1.</param>
    public void Follow(double decay)
    {
        foreach (var (source, target) in _followed) source.Device.Elementwise.AddScaled(1 - decay, source.Data, decay, target.Data);
    }
}
