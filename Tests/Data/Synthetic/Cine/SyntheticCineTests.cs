using EcgCmrNative.Data.Formats.Nifti;
using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Synthetic.Cine;
using EcgCmrNative.Data.Synthetic.Cohort;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Synthetic.Cine;

internal sealed class SyntheticCineTests
{
    // The region that the published recipe crops of 210 × 210 pixels.
    private const int Top = 44;
    private const int Left = 68;
    private const int Side = 78;

    private static readonly VirtualCohort Cohort = new(12);

    [Test]
    public void Has_the_grid_it_says_and_whole_intensities()
    {
        var subject = Cohort.Subject(0);
        var image = subject.ImageCine();
        Assert.That(image.Shape, Is.EqualTo(new[] { 210, 210, 1, 20 }));
        Assert.That(image.TimeStepMs! * 20, Is.EqualTo(60_000 / subject.Heart.HeartRateBpm).Within(1e-6));
        foreach (var value in image.Planes.SelectMany(plane => plane))
        {
            if (value < 0 || value != MathF.Round(value)) Assert.Fail($"{value} is no intensity");
        }
    }

    [Test]
    public void The_ventricle_lies_in_the_published_crop_but_not_always_at_one_place()
    {
        var centres = Enumerable.Range(0, 30).Select(number => Centre(Cohort.Subject(number).ImageCine().Planes)).ToArray();
        Assert.That(centres.Select(c => c.Row), Is.All.InRange(Top + 14, Top + Side - 14));
        Assert.That(centres.Select(c => c.Column), Is.All.InRange(Left + 20, Left + Side - 8));
        Assert.That(centres.Max(c => c.Row) - centres.Min(c => c.Row), Is.GreaterThan(6));
        Assert.That(centres.Max(c => c.Column) - centres.Min(c => c.Column), Is.GreaterThan(6));
    }

    [Test]
    public void Noise_and_contrast_differ_between_people_and_no_pixel_tells_who_it_is()
    {
        var gains = Enumerable.Range(0, 30).Select(number => Cohort.Subject(number).ImageCine().Planes[0].Max()).ToArray();
        Assert.That(gains.Max(), Is.GreaterThan(1.5 * gains.Min()));
    }

    /// <summary>
    /// Blood counted in painted planes of two millimetres against the volume that they were painted from. Papillary muscles are dark and
    /// belong to the volume: hence the tolerance, and its one side.
    /// </summary>
    [TestCase(3, 0)]
    [TestCase(3, 1)]
    [TestCase(8, 0)]
    [TestCase(8, 1)]
    public void Painted_blood_counts_up_to_the_volume(int number, double contraction)
    {
        const double Step = 2;
        var heart = Cohort.Subject(number).Heart;
        var look = CineAppearance.Random(heart.Person, new CounterDraws(1));
        var painter = new HeartPainter(heart, look, new Texture(look.Details));
        var pixels = 0;
        for (var height = Step / 2; height < heart.Left.LengthAt(contraction); height += Step)
        {
            var frame = new float[CineGrid.Pixels * CineGrid.Pixels];
            painter.Paint(frame, height, contraction);
            var (row, column) = ((int)(look.Centre.Y / CineGrid.PixelMm), (int)(look.Centre.X / CineGrid.PixelMm));
            pixels += CountFrom(frame, row, column, (1 + look.Myocardium) / 2);
        }
        var counted = pixels * CineGrid.PixelMm * CineGrid.PixelMm * Step / 1000;
        Assert.That(counted / heart.Left.CavityMl(contraction), Is.InRange(0.86, 1.03));
    }

    [Test]
    public void A_stack_reaches_from_above_the_base_to_below_the_tip()
    {
        var subject = Cohort.Subject(3);
        var image = subject.ImageCine(stack: true);
        Assert.That(image.Shape[2], Is.InRange(9, 13));
        Assert.That(image.Planes, Has.Count.EqualTo(20 * image.Shape[2]));
        Assert.That(image.Shape[2] * CineGrid.SliceSpacingMm, Is.GreaterThan(subject.Heart.Left.Shape.LengthMm));
    }

    [Test]
    public void Survives_the_file()
    {
        using var folder = new TemporaryFolder();
        var image = Cohort.Subject(1).ImageCine();
        NiftiFile.Write(folder["a.nii.gz"], image, NiftiStorage.Int16);
        var read = NiftiFile.Read(folder["a.nii.gz"]);
        Assert.That(read.Shape, Is.EqualTo(image.Shape));
        Assert.That(read.TimeStepMs, Is.EqualTo(image.TimeStepMs).Within(0.001));
        for (var phase = 0; phase < 20; phase++) Assert.That(read.Planes[phase], Is.EqualTo(image.Planes[phase]));
    }

    /// <summary>The middle of what changes most over the beat.</summary>
    private static (double Row, double Column) Centre(IReadOnlyList<float[]> phases)
    {
        var (weight, row, column) = (0.0, 0.0, 0.0);
        for (var i = 0; i < phases[0].Length; i++)
        {
            var (low, high) = (float.MaxValue, float.MinValue);
            foreach (var phase in phases) (low, high) = (Math.Min(low, phase[i]), Math.Max(high, phase[i]));
            var change = Math.Pow(high - low, 4);
            (weight, row, column) = (weight + change, row + change * (i / 210), column + change * (i % 210));
        }
        return (row / weight, column / weight);
    }

    /// <summary>Pixels brighter than a threshold that hang together with one.</summary>
    private static int CountFrom(float[] frame, int row, int column, float threshold)
    {
        var (open, seen) = (new Stack<int>(), new HashSet<int>());
        open.Push(row * CineGrid.Pixels + column);
        while (open.TryPop(out var pixel))
        {
            if (frame[pixel] <= threshold || !seen.Add(pixel)) continue;
            foreach (var neighbour in (int[])[pixel - 1, pixel + 1, pixel - CineGrid.Pixels, pixel + CineGrid.Pixels]) open.Push(neighbour);
        }
        return seen.Count;
    }
}
