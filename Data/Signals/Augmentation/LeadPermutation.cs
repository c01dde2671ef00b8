using EcgCmrNative.Data.Randomness;

namespace EcgCmrNative.Data.Signals.Augmentation;

/// <summary>Puts the leads into a random order (Fisher–Yates). Draws: an integer below n, n − 1, … 2 for n leads.</summary>
public sealed record LeadPermutation : SignalAugmentation
{
    /// <inheritdoc/>
    protected override void Transform(SignalBuffer input, IDraws draws, SignalBuffer output)
    {
        output.Resize(input.Leads, input.Length);
        Span<int> order = input.Leads <= 64 ? stackalloc int[input.Leads] : new int[input.Leads];
        for (var lead = 0; lead < order.Length; lead++) order[lead] = lead;
        for (var last = order.Length - 1; last > 0; last--)
        {
            var other = draws.Integer(last + 1);
            (order[last], order[other]) = (order[other], order[last]);
        }
        for (var lead = 0; lead < order.Length; lead++) input[order[lead]].CopyTo(output[lead]);
    }
}
