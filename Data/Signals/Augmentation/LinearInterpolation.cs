namespace EcgCmrNative.Data.Signals.Augmentation;

internal static class LinearInterpolation
{
    /// <summary>output[i] is the input at position i·step, linear between samples, the last sample beyond the end.</summary>
    public static void Resample(ReadOnlySpan<double> input, double step, Span<double> output)
    {
        var last = input.Length - 1;
        for (var i = 0; i < output.Length; i++)
        {
            var position = i * step;
            var before = (int)position;
            output[i] = before >= last ? input[last] : input[before] + (position - before) * (input[before + 1] - input[before]);
        }
    }
}
