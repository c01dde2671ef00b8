namespace EcgCmrNative.Models.Training;

/// <summary>
/// Stops when a criterion has not improved for more than a number of epochs. A value within <c>maximumDelta</c> of the best is no
/// improvement, but does not count against patience either.
/// </summary>
/// <param name="higherIsBetter">Whether more of the criterion is better.</param>
/// <param name="patience">Epochs to wait; −1 never stops.</param>
/// <param name="maximumDelta">The tolerance.</param>
public sealed class EarlyStopping(bool higherIsBetter, int patience, double maximumDelta)
{
    /// <summary>The best value so far; NaN before the first.</summary>
    public double Best { get; set; } = double.NaN;

    /// <summary>Epochs since the criterion was last good enough.</summary>
    public int Waited { get; set; }

    /// <summary>Takes an epoch's value.</summary>
    /// <returns>True when training should stop.</returns>
    public bool Observe(double value)
    {
        var gain = higherIsBetter ? value - Best : Best - value;
        if (double.IsNaN(Best) || gain >= 0)
        {
            Best = value;
            Waited = 0;
        }
        else if (gain >= -maximumDelta)
        {
            Waited = 0;
        }
        else
        {
            Waited++;
        }
        return patience >= 0 && Waited > patience;
    }
}
