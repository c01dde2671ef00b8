using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Formats.Tensors;

/// <summary>Statistics of a tensor's values.</summary>
/// <param name="Minimum">Smallest finite value; NaN without one.</param>
/// <param name="Maximum">Largest finite value; NaN without one.</param>
/// <param name="NonFinite">Values that are NaN or infinite.</param>
public readonly record struct ValueSummary(float Minimum, float Maximum, long NonFinite)
{
    private const int PieceElements = 1 << 18;

    /// <summary>Reads all values, piece by piece. This also checks that they can be read.</summary>
    /// <exception cref="DataFormatException">The file is damaged, or a checksum is wrong.</exception>
    public static ValueSummary Of(FileTensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        var (minimum, maximum, nonFinite) = (float.NaN, float.NaN, 0L);
        if (!tensor.Kind.IsConvertible())
        {
            tensor.WriteTo(Stream.Null);
            return new ValueSummary(minimum, maximum, nonFinite);
        }
        var piece = new float[(int)Math.Min(tensor.ElementCount, PieceElements)];
        for (long first = 0; first < tensor.ElementCount; first += PieceElements)
        {
            var part = piece.AsMemory(0, (int)Math.Min(tensor.ElementCount - first, PieceElements));
            tensor.CopyTo(part, first);
            foreach (var value in part.Span)
            {
                if (!float.IsFinite(value)) nonFinite++;
                else (minimum, maximum) = (float.MinNumber(minimum, value), float.MaxNumber(maximum, value));
            }
        }
        return new ValueSummary(minimum, maximum, nonFinite);
    }
}
