using System.Globalization;
using EcgCmrNative.Data.Images;
using EcgCmrNative.Data.Images.Augmentation;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Data.Synthetic.Cine;
using EcgCmrNative.Data.Synthetic.Cohort;
using EcgCmrNative.Data.Synthetic.Hearts;

namespace EcgCmrNative.Cli.Drawing;

/// <summary>
/// People of a virtual cohort: of each, end-diastole and end-systole of the mid-ventricular slice, and six leads of the ECG below.
/// </summary>
internal static class VirtualHeartPicture
{
    private const int Across = 3;
    private const int Side = 224;
    private const int Gap = 6;
    private const int Margin = 20;
    private const int CaptionHeight = 40;
    private const int PersonWidth = 2 * Side + Gap;
    private const int LeadRows = 3;
    private const int EcgHeight = 252;
    private const int PersonHeight = CaptionHeight + Side + Gap + EcgHeight;
    private const double SecondsShown = 2.5;
    private const double PixelsPerMillimetre = PersonWidth / 2 / SecondsShown / 25;

    private static readonly Lead[] Shown = [Lead.I, Lead.II, Lead.aVF, Lead.V1, Lead.V3, Lead.V6];
    private static readonly Rgb Paper = new(255, 250, 248);
    private static readonly Rgb Grid = new(250, 214, 208);
    private static readonly Rgb Letters = new(31, 41, 55);

    /// <summary>Draws.</summary>
    public static Canvas Draw(IReadOnlyList<VirtualSubject> subjects)
    {
        var (columns, rows) = (Math.Min(Across, subjects.Count), (subjects.Count + Across - 1) / Across);
        var canvas = new Canvas(columns * (PersonWidth + Margin) + Margin, rows * PersonHeight + Margin, Rgb.White);
        for (var i = 0; i < subjects.Count; i++)
            Person(canvas, Margin + i % Across * (PersonWidth + Margin), i / Across * PersonHeight, subjects[i]);
        return canvas;
    }

    private static void Person(Canvas canvas, int x, int y, VirtualSubject subject)
    {
        canvas.Text(Describe(subject), x, y + 30, 9, Letters);
        var (top, planes) = (y + CaptionHeight, subject.ImageCine().Planes);
        var white = Brightness(planes[0]);
        Slice(canvas, x, top, planes[0], white);
        Slice(canvas, x + Side + Gap, top, planes[SyntheticCine.EndSystole(subject.Heart)], white);
        Ecg(canvas, x, top + Side + Gap, subject.RecordEcg());
    }

    private static string Describe(VirtualSubject subject)
    {
        var (heart, illness) = (subject.Heart, subject.Heart.Illness);
        var shape = heart.Left.Shape;
        var facts = new List<string?>
        {
            (heart.Person.Sex == Sex.Female ? "woman, " : "man, ") + heart.Person.AgeYears.ToString("F0", CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"LV {shape.EndDiastolicMl:F0} to {shape.EndSystolicMl:F0} ml"),
            string.Create(CultureInfo.InvariantCulture, $"{shape.MassGrams:F0} g"),
            illness.FibrillatesNow ? "atrial fibrillation" : null,
            illness.Conduction == Conduction.LeftBundleBranchBlock ? "LBBB" : null,
            illness.Conduction == Conduction.RightBundleBranchBlock ? "RBBB" : null,
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
        canvas.Fill(x, y, PersonWidth, EcgHeight, Paper);
        const double Coarse = 5 * PixelsPerMillimetre;
        for (var line = 0.0; line <= PersonWidth; line += Coarse) canvas.Fill(x + line, y, 1, EcgHeight, Grid);
        for (var line = 0.0; line <= EcgHeight; line += Coarse) canvas.Fill(x, y + line, PersonWidth, 1, Grid);
        var count = (int)(SecondsShown * recording.SamplingRateHz);
        for (var i = 0; i < Shown.Length; i++)
        {
            var (left, middle) = (x + i / LeadRows * PersonWidth / 2, y + (i % LeadRows + 0.6) * EcgHeight / LeadRows);
            var samples = recording.Signals[(int)Shown[i]].Samples;
            var points = new (double X, double Y)[count];
            for (var t = 0; t < count; t++)
            {
                points[t] = (left + t / recording.SamplingRateHz * 25 * PixelsPerMillimetre,
                    Math.Clamp(middle - samples[t] * 10 * PixelsPerMillimetre, y, y + EcgHeight));
            }
            canvas.Line(points, 1.3, Letters);
            canvas.Text(Shown[i].ToString(), left + 5, middle - 27, 8, Letters);
        }
    }
}
