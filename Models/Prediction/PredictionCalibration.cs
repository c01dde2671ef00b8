using EcgCmrNative.Models.Evaluation.Calibration;
using EcgCmrNative.Models.Objectives.Prediction;

namespace EcgCmrNative.Models.Prediction;

/// <summary>Finds temperatures, thresholds and intervals from the validation set.</summary>
public static class PredictionCalibration
{
    /// <summary>The share of the true values, or the probability, that an interval is made for.</summary>
    private const double Coverage = 0.95;

    /// <summary>The fewest people for a temperature, a threshold or an interval.</summary>
    private const int FewestPeople = 20;

    /// <summary>Calibrates targets. One with too few known values keeps its outputs as they are.</summary>
    /// <param name="validation">The outputs for the validation set, without calibration.</param>
    public static IReadOnlyList<CalibratedTarget> Fit(LabelledOutputs validation)
    {
        ArgumentNullException.ThrowIfNull(validation);
        return [.. validation.Targets.Select((target, t) => Fit(validation, target, t))];
    }

    private static CalibratedTarget Fit(LabelledOutputs validation, PredictionTarget target, int t)
    {
        var plain = new CalibratedTarget { Target = target };
        var known = validation.Known(t);
        if (known.Select(record => validation.People[record]).Distinct().Count() < FewestPeople) return plain;
        double[] truth = [.. known.Select(record => validation.Truth(t)[record])];
        switch (target.Kind)
        {
            case TargetKind.Number:
                double[] predicted = [.. known.Select(record => TargetDecoder.Decode(plain, validation.Outputs(record, t)).Value)];
                var interval = ConformalInterval.Fit(truth, predicted, Coverage);
                return double.IsFinite(interval.HalfWidth) ? plain with { IntervalRadius = interval.HalfWidth } : plain;
            case TargetKind.Classes:
                return Classes(validation, plain, t, known, Array.ConvertAll(truth, value => (int)value));
            default:
                return plain with { LogHazardOffset = known.Average(record => validation.Outputs(record, t)[0]) };
        }
    }

    private static CalibratedTarget Classes(LabelledOutputs validation, CalibratedTarget plain, int t, int[] known, int[] truth)
    {
        var target = plain.Target;
        if (truth.Distinct().Count() < target.Outputs) return plain;
        var logits = new double[known.Length * target.Outputs];
        for (var i = 0; i < known.Length; i++)
        {
            var outputs = validation.Outputs(known[i], t);
            for (var c = 0; c < outputs.Length; c++) logits[i * outputs.Length + c] = TargetDecoder.Logit(target, c, outputs[c]);
        }
        var temperature = TemperatureScaling.Fit(truth, logits, target.Outputs).Temperature;
        if (!(temperature > 0 && double.IsFinite(temperature))) return plain;
        var calibrated = plain with { Temperature = temperature };
        if (!target.IsBinary) return calibrated;
        double[] probabilities = [.. known.Select(record => TargetDecoder.Decode(calibrated, validation.Outputs(record, t)).Value)];
        var threshold = DecisionThreshold.Youden(Array.ConvertAll(truth, value => value == 1), probabilities);
        return calibrated with
        {
            Threshold = threshold.Value,
            ThresholdRule = $"{threshold.Chosen}, validation set",
            ProbabilityInterval = Interval(),
        };

        // Recordings of one person are not independent: the first one counts.
        ProbabilityInterval Interval()
        {
            var people = new HashSet<string>();
            int[] first = [.. Enumerable.Range(0, known.Length).Where(i => people.Add(validation.People[known[i]]))];
            return ProbabilityInterval.Fit(
                Array.ConvertAll(first, i => truth[i] == 1), Array.ConvertAll(first, i => probabilities[i]), Coverage);
        }
    }
}
