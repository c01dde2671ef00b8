using System.Globalization;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Engine;

namespace EcgCmrNative.Models.Encoders;

/// <summary>The weights of one encoder in an open file: the tensors whose names begin with a prefix.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="tensors">All tensors of the file.</param>
/// <param name="prefix">The beginning of the encoder's names.</param>
/// <param name="isPublished">True for the published layout; false for checkpoints, which store filters as they are in memory.</param>
public sealed class EncoderWeights(string path, NamedTensors tensors, string prefix, bool isPublished)
{
    /// <summary>The file.</summary>
    public string Path => path;

    /// <summary>The beginning of the encoder's names.</summary>
    public string Prefix => prefix;

    /// <summary>The names of the encoder's tensors, without prefix, in the order of the file.</summary>
    public IEnumerable<string> Names => tensors
        .Where(tensor => tensor.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(tensor => tensor.Name[prefix.Length..]);

    /// <summary>True if there is a tensor of that name.</summary>
    /// <param name="name">Name without prefix.</param>
    public bool Has(string name) => tensors.TryGet(prefix + name, out _);

    /// <summary>The sizes of a tensor as they are in the file.</summary>
    /// <param name="name">Name without prefix.</param>
    /// <param name="expected">The sizes; null if any positive size is allowed.</param>
    /// <exception cref="DataFormatException">The tensor is missing or has other sizes.</exception>
    public int[] Sizes(string name, params ReadOnlySpan<int?> expected)
    {
        var shape = tensors[prefix + name].Shape;
        var fits = shape.Count == expected.Length;
        for (var i = 0; fits && i < expected.Length; i++)
            fits = shape[i] is >= 1 and <= int.MaxValue && (expected[i] ?? shape[i]) == shape[i];
        if (fits) return [.. shape.Select(size => (int)size)];
        throw WrongShape(
            tensors[prefix + name], expected.ToArray().Select(size => size?.ToString(CultureInfo.InvariantCulture) ?? "any"));
    }

    /// <summary>
    /// Checks the sizes of the filters of a convolution on images, which the published layout and checkpoints order differently.
    /// </summary>
    /// <param name="name">Name without prefix.</param>
    /// <param name="outputs">Filters.</param>
    /// <param name="inputs">Channels of the input.</param>
    /// <param name="kernel">Height and width of a filter.</param>
    /// <exception cref="DataFormatException">The tensor is missing or has other sizes.</exception>
    internal void RequireFilters(string name, int outputs, int inputs, int kernel)
    {
        if (isPublished) Sizes(name, outputs, inputs, kernel, kernel);
        else Sizes(name, outputs, kernel, kernel, inputs);
    }

    /// <summary>The values of a tensor, in the layout of memory.</summary>
    /// <param name="name">Name without prefix.</param>
    /// <param name="parameter">The parameter that the values are for.</param>
    /// <exception cref="DataFormatException">The tensor is missing or has another shape than the parameter.</exception>
    public double[] Values(string name, Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        var tensor = tensors[prefix + name];
        var expected = isPublished ? StateLayout.PublishedSizes(parameter) : parameter.Shape.ToArray();
        if (!tensor.Shape.SequenceEqual(expected.Select(size => (long)size)))
            throw WrongShape(tensor, expected.Select(size => size.ToString(CultureInfo.InvariantCulture)));
        var values = tensor.ToDoubles();
        return isPublished ? StateLayout.ToPublished(parameter, values, inverse: true) : values;
    }

    /// <summary>The values of a tensor of known sizes, as they are in the file.</summary>
    /// <inheritdoc cref="Sizes"/>
    public double[] Values(string name, params ReadOnlySpan<int?> expected)
    {
        Sizes(name, expected);
        return tensors[prefix + name].ToDoubles();
    }

    private DataFormatException WrongShape(FileTensor tensor, IEnumerable<string> expected) =>
        new(
            path, null,
            $"tensor '{tensor.Name}' has shape [{string.Join(", ", tensor.Shape)}] where [{string.Join(", ", expected)}] was expected");
}
