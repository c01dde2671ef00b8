using System.Globalization;
using EcgCmrNative.Data.Images;
using EcgCmrNative.Data.Images.Augmentation;
using EcgCmrNative.Data.Signals;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Data.Synthetic.Cine;
using EcgCmrNative.Data.Synthetic.Cohort;
using EcgCmrNative.Data.Synthetic.Hearts;

namespace EcgCmrNative.Cli.Drawing;

/// <summary>People of a virtual cohort: of each, end-diastole and end-systole of the mid-ventricular slice, and the ECG beside them, two to a row.</summary>
internal static class VirtualHeartPicture
{
    private const int Side = 264;
    private const int Gap = 6;
    private const int Margin = 18;
    private const int CaptionHeight = 42;
    private const int EcgWidth = 660;
    private const int LeadRows = 3;
    private const int LeadColumns = 4;
    private const double PixelsPerMillimetre = EcgWidth / 250.0;
    private const int PersonWidth = 2 * Side + 2 * Gap + EcgWidth;
    private const int PersonHeight = CaptionHeight + Side;

    private static readonly Rgb Paper = new(255, 250, 248);
    private static readonly Rgb Grid = new(250, 214, 208);
    private static readonly Rgb Letters = new(31, 41, 55);

    /// <summary>Draws.</summary>
    public static Canvas Draw(IReadOnlyList<VirtualSubject> subjects)
    {
        var columns = Math.Min(2, subjects.Count);
        var rows = (subjects.Count + 1) / 2;
        var canvas = new Canvas(columns * (PersonWidth + Margin) + Margin, rows * PersonHeight + Margin, Rgb.White);
        for (var i = 0; i < subjects.Count; i++)
            Person(canvas, Margin + i % 2 * (PersonWidth + Margin), i / 2 * PersonHeight, subjects[i]);
        return canvas;
    }

    private static void Person(Canvas canvas, int x, int y, VirtualSubject subject)
    {
        canvas.Text(Describe(subject), x, y + 31, 12, Letters);
        var (top, planes) = (y + CaptionHeight, subject.ImageCine().Planes);
        var white = Brightness(planes[0]);
        Slice(canvas, x, top, planes[0], white);
        Slice(canvas, x + Side + Gap, top, planes[SyntheticCine.EndSystole(subject.Heart)], white);
        Ecg(canvas, x + 2 * (Side + Gap), top, subject.RecordEcg());
    }

    private static string Describe(VirtualSubject subject)
    {
        var (heart, illness) = (subject.Heart, subject.Heart.Illness);
        var shape = heart.Left.Shape;
        var facts = new List<string?>
        {
            string.Create(CultureInfo.InvariantCulture, $"{(heart.Person.Sex == Sex.Female ? "woman" : "man")}, {heart.Person.AgeYears:F0}"),
            string.Create(CultureInfo.InvariantCulture, $"LV {shape.EndDiastolicMl:F0} to {shape.EndSystolicMl:F0} ml"),
            string.Create(CultureInfo.InvariantCulture, $"{shape.MassGrams:F0} g"),
            illness.FibrillatesNow ? "atrial fibrillation" : null,
            illness.Conduction switch { Conduction.LeftBundleBranchBlock => "LBBB", Conduction.RightBundleBranchBlock => "RBBB", _ => null },
            illness.Territory == Territory.None ? null : $"ischaemia {illness.Territory.ToString().ToUpperInvariant()}",
        };
        return string.Join("   ", facts.Where(fact => fact is not null));
    }

    /// <summary>The region that the published recipe crops.</summary>
    private static void Slice(Canvas canvas, int x, int y, float[] plane, float white)
    {
        var (image, shown) = (new ImageBuffer(), new ImageBuffer());
        image.CopyFrom(plane, 1, CineGrid.Pixels, CineGrid.Pixels);
        Bilinear.Resize(image, new RegionCrop().Of(image.Height, image.Width), Side, Side, shown);
        for (var row = 0; row < Side; row++)
        {
            for (var column = 0; column < Side; column++)
            {
                var level = (byte)Math.Round(255 * Math.Clamp(shown[0][row * Side + column] / white, 0, 1));
                canvas[x + column, y + row] = new Rgb(level, level, level);
            }
        }
    }

    /// <summary>What is shown white: one pixel in two hundred is brighter.</summary>
    private static float Brightness(float[] plane) => plane.Order().ElementAt(plane.Length * 199 / 200);

    private static void Ecg(Canvas canvas, int x, int y, EcgRecording recording)
    {
        canvas.Fill(x, y, EcgWidth, Side, Paper);
        const double Coarse = 5 * PixelsPerMillimetre;
        for (var line = 0.0; line <= EcgWidth; line += Coarse) canvas.Fill(x + line, y, 1, Side, Grid);
        for (var line = 0.0; line <= Side; line += Coarse) canvas.Fill(x, y + line, EcgWidth, 1, Grid);
        var count = recording.SampleCount / LeadColumns;
        for (var lead = 0; lead < LeadMap.LeadCount; lead++)
        {
            var (left, middle) = (x + lead / LeadRows * (EcgWidth / LeadColumns), y + (lead % LeadRows + 0.55) * Side / LeadRows);
            var samples = recording.Signals[lead].Samples.AsSpan(lead / LeadRows * count, count);
            var points = new (double X, double Y)[count];
            for (var t = 0; t < count; t++)
            {
                points[t] = (left + t / recording.SamplingRateHz * 25 * PixelsPerMillimetre,
                    Math.Clamp(middle - samples[t] * 10 * PixelsPerMillimetre, y, y + Side));
            }
            canvas.Line(points, 1.3, Letters);
            canvas.Text(((Lead)lead).ToString(), left + 5, middle - 27, 8, Letters);
        }
    }
}
