using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Kernels.Memory;

namespace EcgCmrNative.Engine.Diagnostics;

/// <summary>
/// Throws at the first NaN or infinity. It checks every operator's output when it is recorded; the message names the operator and the step.
/// It waits for the device after every operator: use it to find a fault, not for a whole training run.
/// </summary>
public sealed class NonFiniteGuard : ITapeObserver
{
    private readonly Func<long> _step;

    /// <summary>Creates the guard.</summary>
    /// <param name="step">Returns the current training step.</param>
    public NonFiniteGuard(Func<long> step) => _step = step;

    /// <inheritdoc/>
    /// <exception cref="NonFiniteException">The output holds NaN or infinity.</exception>
    public void Recorded(Operator application)
    {
        ArgumentNullException.ThrowIfNull(application);
        Require(application.Output.Data, $"the output of {application.Name}, shape {application.Output.Shape}", _step());
    }

    /// <inheritdoc/>
    /// <exception cref="NonFiniteException">The gradient that flowed into the operator holds NaN or infinity.</exception>
    public void BackwardDone(Operator application)
    {
        ArgumentNullException.ThrowIfNull(application);
        if (!application.Output.Gradient.IsAbsent)
            Require(application.Output.Gradient, $"the gradient of {application.Name}'s output, shape {application.Output.Shape}", _step());
    }

    /// <summary>Checks one run of numbers.</summary>
    /// <exception cref="NonFiniteException">It holds NaN or infinity.</exception>
    public static void Require(BufferView values, string what, long step)
    {
        Device device = values.Buffer.Device;
        var count = device.Allocate(1);
        device.Reduction.CountNonFinite(values, count.View, accumulate: false);
        Span<double> found = stackalloc double[1];
        device.Download(count.View, found);
        count.Release();
        if (found[0] > 0) throw new NonFiniteException(what, (long)found[0], values.Length, step);
    }
}

/// <summary>A number became NaN or infinite in training.</summary>
public sealed class NonFiniteException : ArithmeticException
{
    private const string Advice = "Lower the learning rate, clip gradients, or check the input for flat or saturated signals.";

    /// <summary>Creates the exception.</summary>
    /// <param name="what">Where the numbers are.</param>
    /// <param name="count">How many are NaN or infinite.</param>
    /// <param name="total">How many numbers were checked.</param>
    /// <param name="step">The training step.</param>
    public NonFiniteException(string what, long count, long total, long step)
        : base($"{ReasonFor(what, count, total, step)} {Advice}") => (Reason, Step) = (ReasonFor(what, count, total, step), step);

    /// <summary>Adds the checkpoint that was kept.</summary>
    /// <param name="error">The error.</param>
    /// <param name="lastGood">The last checkpoint without such numbers.</param>
    public NonFiniteException(NonFiniteException error, string lastGood) : base(
        $"{error?.Message} The last good checkpoint is kept: {lastGood}.", error) =>
        (Reason, Step) = (error?.Reason ?? "", error?.Step ?? 0);

    /// <summary>What was found, without advice.</summary>
    public string Reason { get; }

    /// <summary>The training step.</summary>
    public long Step { get; }

    private static string ReasonFor(string what, long count, long total, long step) =>
        $"step {step}: {count} of {total} numbers in {what} are NaN or infinite.";
}
