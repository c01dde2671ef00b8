using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Images;

namespace EcgCmrNative.Cli.Drawing;

/// <summary>The first images of a store.</summary>
internal static class StorePicture
{
    private const int MostImages = 8;

    public static Canvas Draw(ImageStore store)
    {
        var shown = Math.Min(MostImages, store.Count);
        return CmrSheet.Draw(
            shown == store.Count ? $"{store.Count} prepared images" : $"the first {shown} of {store.Count} prepared images",
            [.. Enumerable.Range(0, shown).Select(row => (Caption(store.Rows[row]), Image(store, row)))]);
    }

    private static ImageBuffer Image(ImageStore store, int row)
    {
        var image = new ImageBuffer();
        image.CopyFrom(store.Read(row), store.Channels, store.Height, store.Width);
        return image;
    }

    private static string Caption(ImageRow row) => $"{row.Record}   {CmrSheet.Describe(row.Frames)}"
        + (row.ColumnSpacingMm is { } spacing ? FormattableString.Invariant($"   {spacing:0.##} mm per pixel") : "");
}
