using System.Text.Json;
using EcgCmrNative.Data.Studies;
using EcgCmrNative.Data.Studies.Formats;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Studies.Formats;

internal sealed class RealStudiesTests
{
    private static readonly Lazy<CmrStudy[]> Sunnybrook =
        new(() => [.. CmrStudies.Open(SharedData.Require("data", "cmr", "sunnybrook_kwu93")).Studies.Select(source => source.Read())]);

    [Test]
    public void Five_cines_have_the_phases_that_the_manifest_and_the_contours_tell()
    {
        var manifest = JsonDocument.Parse(File.ReadAllBytes(SharedData.Require("data", "cmr", "sunnybrook_kwu93", "index.json")))
            .RootElement;
        Assert.That(Sunnybrook.Value.Select(study => study.Subject),
            Is.EqualTo(manifest.EnumerateArray().Select(entry => entry.GetProperty("subject").GetString())));
        foreach (var (study, entry) in Sunnybrook.Value.Zip(manifest.EnumerateArray()))
        {
            Assert.That((study.Rows, study.Columns, study.Phases), Is.EqualTo((256, 256, 20)), study.Subject);
            Assert.That(study.EndDiastole, Is.EqualTo(entry.GetProperty("ed_phase").GetInt32()), study.Subject);
            Assert.That(study.EndSystole, Is.EqualTo(entry.GetProperty("es_phase").GetInt32()), study.Subject);
            Assert.That(study.PhasesOf(study.MidSlice!.Value), Has.Count.EqualTo(20), study.Subject);
            // Those who drew the contours chose the phases; the geometry must have put the drawn frames there.
            Assert.That(study.Contours.Select(contour => contour.Phase), Is.All.AnyOf(study.EndDiastole, study.EndSystole), study.Subject);
            Assert.That(study.Contours.Count(contour => contour.Slice == study.MidSlice), Is.EqualTo(3), study.Subject);
        }
    }

    [Test]
    public void A_whole_stack_at_two_phases_and_a_cine_of_one_slice()
    {
        var study = Sunnybrook.Value[0];
        Assert.That((study.Slices, study.MidSlice), Is.EqualTo((12, 5)));
        Assert.That(study.SliceSpacingMm, Is.EqualTo(10).Within(1e-3));
        for (var slice = 0; slice < 12; slice++)
            Assert.That(study.PhasesOf(slice), slice == 5 ? Has.Count.EqualTo(20) : Is.EqualTo(new[] { 7, 18 }), $"slice {slice}");
        Assert.That(study.Contours, Has.Count.EqualTo(27));
    }

    /// <summary>
    /// The blood within the endocardium is brighter than the wall around it: contours, slices and phases belong together.
    /// </summary>
    [Test]
    public void Contours_lie_on_their_frames()
    {
        // The epicardium of the fifth is displaced in its source.
        foreach (var study in Sunnybrook.Value.Take(4))
        {
            foreach (var cavity in study.Contours.Where(contour => contour.Kind == ContourKind.Endocardium
                && contour.Slice == study.MidSlice && contour.Phase == study.EndDiastole))
            {
                var whole = study.Contours.Single(contour => contour.Kind == ContourKind.Epicardium && contour.Slice == cavity.Slice
                    && contour.Phase == cavity.Phase);
                var (blood, wall) = (new List<float>(), new List<float>());
                for (var row = 0; row < study.Rows; row++)
                {
                    for (var column = 0; column < study.Columns; column++)
                    {
                        var value = study.Frame(cavity.Slice, cavity.Phase)[row * study.Columns + column];
                        if (IsInside(cavity, row, column)) blood.Add(value);
                        else if (IsInside(whole, row, column)) wall.Add(value);
                    }
                }
                Assert.That(blood.Average(), Is.GreaterThan(1.5 * wall.Average()), study.Subject);
            }
        }
    }

    /// <summary>Phases found in the image against those that were drawn, of 20 in a beat; the beat is a circle.</summary>
    [Test]
    public void Phases_are_found_within_two_of_twenty()
    {
        foreach (var study in Sunnybrook.Value)
        {
            var found = CmrKeyFrames.Of(Without(study, study.MidSlice));
            TestContext.Out.WriteLine(
                $"{study.Subject}: {found.EndDiastole} for {study.EndDiastole} and {found.EndSystole} for {study.EndSystole}");
            Assert.That(Distance(found.EndDiastole, study.EndDiastole!.Value), Is.LessThanOrEqualTo(2), study.Subject);
            Assert.That(Distance(found.EndSystole!.Value, study.EndSystole!.Value), Is.LessThanOrEqualTo(2), study.Subject);
        }

        static int Distance(int one, int other) => Math.Min(Math.Abs(one - other), 20 - Math.Abs(one - other));
    }

    /// <summary>
    /// With every slice at the same two phases, motion alone decides; the one slice that is a cine is taken where there is one.
    /// </summary>
    [Test]
    public void The_middle_slice_is_found_within_one()
    {
        var study = Sunnybrook.Value[0];
        Assert.That(CmrKeyFrames.Of(Without(study, null, phase => phase is 7 or 18)).MidSlice, Is.EqualTo(5).Within(1));
        Assert.That(CmrKeyFrames.Of(Without(study, null)).MidSlice, Is.EqualTo(5));
    }

    [Test]
    public void End_diastole_and_end_systole_of_a_sparse_stack()
    {
        var study = CmrStudies.Open(SharedData.Require("data", "cmr", "sunnybrook_martinscorza")).Studies.Single().Read();
        Assert.That((study.Subject, study.Slices, study.Phases), Is.EqualTo(("SCD0003701", 6, 2)));
        Assert.That((study.EndDiastole, study.EndSystole, study.Contours.Count), Is.EqualTo((1, 0, 10)));
        var found = CmrKeyFrames.Of(Without(study, study.MidSlice));
        Assert.That((found.EndDiastole, found.EndSystole), Is.EqualTo((1, 0)));
    }

    [Test]
    public void Stacks_of_one_phase()
    {
        var found = CmrStudies.Open(SharedData.Require("data", "cmr", "autofd_ukdhp"));
        Assert.That(found.Studies.Select(study => study.Subject), Is.EqualTo(new[] { "A", "B", "C", "D", "E", "F", "G" }));
        foreach (var source in found.Studies)
        {
            var study = source.Read();
            Assert.That((study.Slices, study.Phases, study.EndDiastole), Is.EqualTo((12, 1, 0)), source.Name);
            Assert.That(CmrKeyFrames.Of(study), Is.EqualTo(new CmrKeyFrames(5, 0, null, ["mid slice"])).Using<CmrKeyFrames>(
                (one, other) => one.MidSlice == other.MidSlice && one.EndDiastole == other.EndDiastole
                    && one.EndSystole == other.EndSystole));
        }
    }

    /// <summary>The study as if nobody had told its phases.</summary>
    private static CmrStudy Without(CmrStudy study, int? midSlice, Func<int, bool>? kept = null)
    {
        var frames = new float[]?[study.Slices, study.Phases];
        for (var slice = 0; slice < study.Slices; slice++)
        {
            foreach (var phase in study.PhasesOf(slice).Where(kept ?? (_ => true)))
                frames[slice, phase] = study.Frame(slice, phase).ToArray();
        }
        return new CmrStudy(study.Rows, study.Columns, frames)
        {
            Subject = study.Subject,
            SourcePath = study.SourcePath,
            RowSpacingMm = study.RowSpacingMm,
            TriggerTimesMs = study.TriggerTimesMs,
            MidSlice = midSlice,
        };
    }

    /// <summary>A ray to the right crosses the border an odd number of times.</summary>
    private static bool IsInside(CmrContour contour, int row, int column)
    {
        var inside = false;
        for (var i = 0; i < contour.Points.Count; i++)
        {
            var (a, b) = (contour.Points[i], contour.Points[(i + 1) % contour.Points.Count]);
            if ((a.Y > row) != (b.Y > row) && column < a.X + (row - a.Y) / (b.Y - a.Y) * (b.X - a.X)) inside = !inside;
        }
        return inside;
    }
}
