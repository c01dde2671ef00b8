using System.Text.RegularExpressions;

namespace EcgCmrNative.Data.Studies.Formats;

/// <summary>
/// Which frames of a study are the short-axis cine. Stacks are compared by, in this order: more than one phase; a description that says
/// short axis, or none that says another view; planes oblique to the body, as those of the heart are; the number of frames.
/// </summary>
internal static partial class ShortAxisChoice
{
    /// <summary>A normal within 15 degrees of an axis of the body: transverse, coronal or sagittal, not short-axis.</summary>
    private const float AlongTheBody = 0.966f;

    private static readonly string[] ShortAxisWords = ["sax", "sa", "short", "shax", "shortaxis", "kurzachse"];
    private static readonly string[] OtherWords =
        ["lax", "la", "long", "longaxis", "2ch", "3ch", "4ch", "lvot", "rvot", "tra", "cor", "sag", "loc", "localizer", "scout", "aorta"];

    /// <summary>The stack, and a text about the frames left out.</summary>
    public static (SliceStack Chosen, IReadOnlyList<string> Notes) Among(IReadOnlyList<SliceStack> stacks)
    {
        var ranked = stacks.OrderByDescending(stack => stack.Phases > 1).ThenByDescending(Says).ThenByDescending(IsOblique)
            .ThenByDescending(stack => stack.FrameCount).ThenBy(stack => stack.Series.Number ?? int.MaxValue).ToArray();
        var chosen = ranked[0];
        var left = new List<(SliceStack Stack, string Reason)>();
        foreach (var stack in ranked.Skip(1))
        {
            if (!chosen.IsAlike(stack)) left.Add((stack, "different size or orientation"));
            else if (chosen.Overlaps(stack)) left.Add((stack, "the same slices again"));
            else if (2 * stack.Phases < chosen.Phases) left.Add((stack, "too few phases"));
            else if (Says(stack) < Says(chosen)) left.Add((stack, "the description names another view"));
            else chosen = chosen.With(stack);
        }
        return (chosen, left.Count == 0
            ? []
            : [$"short axis taken from {chosen}", .. left.Select(one => $"left out {one.Stack}: {one.Reason}")]);
    }

    private static int Says(SliceStack stack)
    {
        var words = Separators().Split(stack.Series.Description?.ToLowerInvariant() ?? "");
        return words.Intersect(ShortAxisWords).Any() ? 1 : words.Intersect(OtherWords).Any() ? -1 : 0;
    }

    private static bool IsOblique(SliceStack stack) =>
        stack.First.Frame.Normal is not { } normal
        || Math.Max(Math.Abs(normal.X), Math.Max(Math.Abs(normal.Y), Math.Abs(normal.Z))) < AlongTheBody;

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Separators();
}
