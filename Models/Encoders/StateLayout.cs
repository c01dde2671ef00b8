using EcgCmrNative.Engine;

namespace EcgCmrNative.Models.Encoders;

/// <summary>
/// Converts weights between our layout and the published one: convolution filters are [out, height, width, in] here (channels-last) and
/// [out, in, height, width] in PyTorch's files. Everything else is the same.
/// </summary>
public static class StateLayout
{
    /// <summary>True for the filters of a convolution on images, which are stored channels-last.</summary>
    public static bool IsChannelsLast(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return parameter.IsChannelsLast;
    }

    /// <summary>The sizes in the published layout.</summary>
    public static int[] PublishedSizes(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        var sizes = parameter.Shape.ToArray();
        return parameter.IsChannelsLast ? [sizes[0], sizes[3], sizes[1], sizes[2]] : sizes;
    }

    /// <summary>Converts numbers from our layout to the published one, or back.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="values">The numbers; not changed.</param>
    /// <param name="inverse">From the published layout to ours.</param>
    public static double[] ToPublished(Parameter parameter, double[] values, bool inverse = false)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        ArgumentNullException.ThrowIfNull(values);
        if (!parameter.IsChannelsLast) return values;
        var (outputs, height, width, inputs) = (parameter.Shape[0], parameter.Shape[1], parameter.Shape[2], parameter.Shape[3]);
        var result = new double[values.Length];
        for (var o = 0; o < outputs; o++)
            for (var y = 0; y < height; y++)
                for (var x = 0; x < width; x++)
                    for (var i = 0; i < inputs; i++)
                    {
                        var last = ((o * height + y) * width + x) * inputs + i;
                        var first = ((o * inputs + i) * height + y) * width + x;
                        if (inverse) result[last] = values[first];
                        else result[first] = values[last];
                    }
        return result;
    }
}
