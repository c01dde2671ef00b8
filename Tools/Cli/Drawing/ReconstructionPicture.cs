using EcgCmrNative.Data.Recordings;

namespace EcgCmrNative.Cli.Drawing;

/// <summary>
/// The reconstruction of a recording by a masked autoencoder: two columns of six leads, in each the recording, the masked parts shaded,
/// and the reconstruction over it.
/// </summary>
internal static class ReconstructionPicture
{
    private const int PanelWidth = 760;
    private const int PanelHeight = 118;
    private const int Left = 64;
    private const int Top = 54;
    private const int Gap = 14;

    private static readonly Rgb Recorded = new(31, 41, 55);
    private static readonly Rgb Reconstructed = new(220, 38, 38);
    private static readonly Rgb Masked = new(225, 232, 242);
    private static readonly Rgb Seen = new(255, 255, 255);
    private static readonly Rgb Frame = new(203, 213, 225);
    private static readonly Rgb Letters = new(31, 41, 55);

    /// <summary>Draws.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="recording">[leads, samples], row-major.</param>
    /// <param name="reconstruction">The same shape.</param>
    /// <param name="masked">[leads, columns]: which patches the model did not see.</param>
    /// <param name="leads">Rows.</param>
    public static Canvas Draw(
        string title, ReadOnlySpan<float> recording, ReadOnlySpan<float> reconstruction, ReadOnlySpan<bool> masked, int leads)
    {
        var samples = recording.Length / leads;
        var columns = masked.Length / leads;
        var rows = (leads + 1) / 2;
        var canvas = new Canvas(2 * PanelWidth + 2 * Left + Gap, Top + rows * (PanelHeight + Gap) + Gap, Rgb.White);
        canvas.Text(title, Left, 34, 17, Letters);
        Legend(canvas);
        for (var lead = 0; lead < leads; lead++)
        {
            var (x, y) = (Left + lead / rows * (PanelWidth + Left), Top + lead % rows * (PanelHeight + Gap));
            Panel(
                canvas, x, y, recording.Slice(lead * samples, samples), reconstruction.Slice(lead * samples, samples),
                masked.Slice(lead * columns, columns));
            canvas.Text(
                leads == LeadMap.LeadCount ? ((Lead)lead).ToString() : $"{lead + 1}", x - 50, y + PanelHeight / 2.0 + 7, 14, Letters);
        }
        return canvas;
    }

    private static void Legend(Canvas canvas)
    {
        var x = canvas.Width - 560.0;
        foreach (var (name, colour, width) in ((string, Rgb, double)[])
            [("recording", Recorded, 2), ("reconstruction", Reconstructed, 2.4), ("masked", Masked, 16)])
        {
            canvas.Line([(x, 28), (x + 34, 28)], width, colour);
            canvas.Text(name, x + 46, 34, 13, Letters);
            x += 70 + StrokeFont.WidthOf(name, 13);
        }
    }

    private static void Panel(
        Canvas canvas, int x, int y, ReadOnlySpan<float> recording, ReadOnlySpan<float> reconstruction, ReadOnlySpan<bool> masked)
    {
        canvas.Fill(x - 1, y - 1, PanelWidth + 2, PanelHeight + 2, Frame);
        canvas.Fill(x, y, PanelWidth, PanelHeight, Seen);
        var patch = (double)PanelWidth / masked.Length;
        for (var i = 0; i < masked.Length; i++)
        {
            if (masked[i]) canvas.Fill(x + i * patch, y, patch, PanelHeight, Masked);
        }
        // The recording's own range, so that a bad reconstruction does not shrink it.
        var range = Trace.Range(recording);
        Trace.Draw(canvas, recording, range, (x, y, PanelWidth, PanelHeight), 1.6, Recorded);
        Trace.Draw(canvas, reconstruction, range, (x, y, PanelWidth, PanelHeight), 2, Reconstructed);
    }
}
