using System.Globalization;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Models.Evaluation;
using EcgCmrNative.Models.Explanation.Attributions;
using EcgCmrNative.Models.Objectives.Prediction;

namespace EcgCmrNative.Cli.Explanations;

/// <summary>What is said about an explanation, in the picture and on the page.</summary>
internal static class ExplanationText
{
    /// <summary>The recording, and what is known of the person.</summary>
    public static string Person(Explanation shown)
    {
        var subject = shown.Recording.Subject;
        return string.Join(", ", new[]
        {
            Terminal.Printable(shown.Recording.Name, isLine: true),
            subject.AgeYears is { } age ? Invariant($"{age:0.#} years") : null,
            subject.Sex == Sex.Unknown ? null : subject.Sex.ToString().ToLowerInvariant(),
            shown.BeatsPerMinute is { } rate ? Invariant($"{rate:0} beats per minute") : null,
        }.Where(part => part is not null));
    }

    /// <summary>The prediction with its interval, or what it has in place of one.</summary>
    public static string Prediction(Explanation shown)
    {
        var (prediction, target) = (shown.Prediction, shown.Prediction.Target);
        return target.Kind switch
        {
            TargetKind.Number => $"{target.Name}: {Number(prediction.Value)}{Unit(target)}"
                + (prediction is { Low: { } low, High: { } high }
                    ? $" (95 % interval {Number(low)} to {Number(high)}{Unit(target)})"
                    : " (no interval: the validation set was too small)"),
            TargetKind.Classes when target.IsBinary =>
                Invariant($"{target.Name}: probability of {target.ClassValues[1]} is {prediction.Value:P0}, calibrated; ")
                + Invariant($"decision {target.ClassValues[prediction.IsPositive == true ? 1 : 0]} ")
                + Invariant($"at a threshold of {shown.Output.Calibrated.Threshold ?? 0.5:0.##}"),
            TargetKind.Classes => Invariant(
                $"{target.Name}: most probable {prediction.Value}, with a calibrated probability of {prediction.Probabilities.Max():P0}"),
            _ => $"{target.Name}: hazard ratio {Number(prediction.Value)} relative to the mean of the validation set",
        };
    }

    /// <summary>What the colours of the map mean.</summary>
    public static string Legend(Explanation shown)
    {
        var milliseconds = Invariant($"{1000 * shown.StretchSeconds:0.#} ms");
        return shown.Attribution.Method switch
        {
            AttributionMethod.IntegratedGradients =>
                $"Part of {What(shown)} that {milliseconds} of one lead contribute, relative to a flat line; red raises it, blue lowers it",
            AttributionMethod.Occlusion =>
                $"Fall of {What(shown)} if {milliseconds} of one lead are replaced by a flat line; red raises it, blue lowers it",
            _ => $"Share of {milliseconds} of one lead in the embedding, if attention alone moved information; without a direction",
        };
    }

    /// <summary>The unit of the map.</summary>
    public static string MapUnit(Explanation shown) => shown.Attribution.Map.IsSigned ? shown.Output.Unit : "share";

    /// <summary>How the map was made.</summary>
    public static string Method(Explanation shown)
    {
        var (grid, windows) = (shown.Output.Grid, shown.Attribution.Map.Windows);
        var name = shown.Attribution.Method switch
        {
            AttributionMethod.IntegratedGradients => "integrated gradients from the flat line (every sample 0 after preparation)",
            AttributionMethod.Occlusion => "occlusion of the model's patches by the flat line (every sample 0 after preparation)",
            _ => "attention rollout",
        };
        var reads = Invariant($"{windows} window{(windows == 1 ? "" : "s")} of {grid.Samples / shown.RateHz:0.##} s");
        return shown.Attribution.Integral is { } integral
            ? $"Map: {name}, {integral.Steps} steps, residual {Number(integral.Residual)} {shown.Output.Unit}"
                + $"{(integral.IsComplete ? "" : " (too large: the sum of the map is not complete)")}. The model reads {reads}."
            : $"Map: {name}. The model reads {reads}.";
    }

    /// <summary>Whether the map may be read, with the figures that say so.</summary>
    public static string Faithfulness(Explanation shown)
    {
        var measured = shown.Faithfulness;
        return $"Faithfulness against {measured.RandomOrders} random orders: deletion {Gain(measured.Deletion.Gain)}, insertion "
            + $"{Gain(measured.Insertion.Gain)} {measured.Unit}. "
            + (measured.IsFaithful
                ? "The map is faithful: its order is better than 97.5 % of random orders in both."
                : "The map is NOT faithful: its order is not better than random orders. Do not interpret it.");
    }

    /// <summary>A gain with its interval.</summary>
    public static string Gain(BootstrapInterval gain) => $"{Signed(gain.Value)} [{Signed(gain.Low)}, {Signed(gain.High)}]";

    /// <summary>A number with three digits that count.</summary>
    public static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture);

    /// <summary>The number that is explained, in words.</summary>
    public static string What(Explanation shown)
    {
        var target = shown.Prediction.Target;
        return target.Kind switch
        {
            TargetKind.Number => $"{target.Name} ({shown.Output.Unit})",
            TargetKind.Classes when target.IsBinary => Invariant($"the logit of {target.Name} = {target.ClassValues[1]}"),
            TargetKind.Classes => Invariant(
                $"the logit of {target.Name} = {target.ClassValues[shown.Class ?? 0]} less the mean of the others"),
            _ => $"the logarithm of the hazard ratio of {target.Name}",
        };
    }

    private static string Unit(PredictionTarget target) => target.Unit is { } unit ? $" {unit}" : "";

    private static string Signed(double value) => (value >= 0 ? "+" : "") + Number(value);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
