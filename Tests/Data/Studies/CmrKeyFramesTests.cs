using EcgCmrNative.Data.Studies;
using EcgCmrNative.Data.Synthetic.Cine;
using EcgCmrNative.Data.Synthetic.Cohort;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Studies;

internal sealed class CmrKeyFramesTests
{
    private const int Size = 64;
    private const int Phases = 20;

    [TestCase(0, 7)]
    [TestCase(12, 1)]
    [TestCase(19, 8)]
    public void The_largest_and_the_smallest_cavity_are_found_to_a_phase(int diastole, int systole)
    {
        // Shrinks evenly from end-diastole to end-systole, and grows back.
        var key = CmrKeyFrames.Of(Beating(1, phase =>
        {
            var (after, length) = ((phase - diastole + Phases) % Phases, (systole - diastole + Phases) % Phases);
            return after <= length ? 12 - 6.0 * after / length : 6 + 6.0 * (after - length) / (Phases - length);
        }));
        Assert.That((key.EndDiastole - diastole + 1 + Phases) % Phases, Is.LessThanOrEqualTo(2));
        Assert.That((key.EndSystole! - systole + 1 + Phases) % Phases, Is.LessThanOrEqualTo(2));
        Assert.That(key.Found, Is.EqualTo(new[] { "mid slice", "end-diastole", "end-systole" }));
    }

    /// <summary>The truth is the geometry that the cines were painted from; the time of the R wave is the first phase.</summary>
    [Test]
    public void Virtual_hearts_have_the_end_systole_that_they_were_made_with()
    {
        const int Hearts = 24;
        var right = 0;
        for (var number = 0; number < Hearts; number++)
        {
            var subject = new VirtualCohort(1001).Subject(number);
            var cine = subject.ImageCine();
            var frames = new float[]?[1, Phases];
            for (var phase = 0; phase < Phases; phase++) frames[0, phase] = cine.Planes[phase];
            var key = CmrKeyFrames.Of(new CmrStudy(cine.Shape[1], cine.Shape[0], frames)
            {
                Subject = subject.Name,
                SourcePath = subject.Name,
                RowSpacingMm = cine.SpacingMm[1],
                TriggerTimesMs = [.. Enumerable.Range(0, Phases).Select(phase => (double)phase * cine.TimeStepMs!.Value)],
            });
            var systole = SyntheticCine.EndSystole(subject.Heart);
            right += key.EndSystole == systole ? 1 : 0;
            Assert.That(key.EndSystole, Is.EqualTo(systole).Within(1), subject.Name);
            Assert.That(key.EndDiastole, Is.AnyOf(0, 1, Phases - 1), subject.Name);
        }
        Assert.That(right, Is.GreaterThanOrEqualTo(Hearts - 2));
    }

    /// <summary>A bottom of two phases lies between them: the later of both is as near as the earlier, and a deeper one decides.</summary>
    [TestCase(7, 8, 7)]
    [TestCase(8, 7, 8)]
    public void Of_two_low_phases_the_lower_is_end_systole(int lowest, int next, int expected)
    {
        var study = Beating(
            1, phase => phase == lowest ? 6 : phase == next ? 6.15 : 9 + 3 * Math.Cos(2 * Math.PI * (phase - 17.5) / Phases));
        Assert.That(CmrKeyFrames.Of(study).EndSystole, Is.EqualTo(expected));
    }

    /// <summary>Of phases that are equally full, the one at the R wave is end-diastole where times are told, else the middle one.</summary>
    [TestCase(true, new[] { 0, 19 })]
    [TestCase(false, new[] { 17 })]
    public void A_plateau_is_resolved(bool timed, int[] expected)
    {
        var study = Beating(1, phase => phase is 0 or >= 14 ? 12 : phase is 7 ? 6 : 9, timed);
        Assert.That(expected, Has.Member(CmrKeyFrames.Of(study).EndDiastole));
    }

    [Test]
    public void The_middle_of_the_slices_that_move()
    {
        var study = Beating(9, phase => 9 + 3 * Math.Cos(2 * Math.PI * phase / Phases), moves: slice => slice is >= 1 and <= 5);
        Assert.That(CmrKeyFrames.Of(study).MidSlice, Is.EqualTo(3));
    }

    [Test]
    public void What_the_source_tells_is_taken()
    {
        var study = Beating(3, phase => 9 + 3 * Math.Cos(2 * Math.PI * phase / Phases), diastole: 4, systole: 5, mid: 2);
        var key = CmrKeyFrames.Of(study);
        Assert.That((key.MidSlice, key.EndDiastole, key.EndSystole, key.Found.Count), Is.EqualTo((2, 4, 5, 0)));
    }

    [Test]
    public void Images_without_motion_or_contrast_have_key_frames_all_the_same()
    {
        var frames = new[,] { { new float[16], new float[16] }, { new float[16], new float[16] } };
        var study = new CmrStudy(4, 4, frames) { Subject = "p", SourcePath = "flat" };
        var key = CmrKeyFrames.Of(study);
        Assert.That(key.EndSystole, Is.Not.Null.And.Not.EqualTo(key.EndDiastole));
    }

    [Test]
    public void Background_that_is_no_number_does_no_harm()
    {
        var whole = Beating(2, phase => 9 + 3 * Math.Cos(2 * Math.PI * phase / Phases));
        var damaged = Beating(2, phase => 9 + 3 * Math.Cos(2 * Math.PI * phase / Phases), background: float.NaN);
        var (expected, found) = (CmrKeyFrames.Of(whole), CmrKeyFrames.Of(damaged));
        Assert.That((found.EndDiastole, found.EndSystole), Is.EqualTo((expected.EndDiastole, expected.EndSystole)));
    }

    /// <summary>A bright disc in a grey ring, of the given radius at each phase, a little off the middle.</summary>
    private static CmrStudy Beating(
        int slices, Func<int, double> radius, bool timed = false, Func<int, bool>? moves = null, int? diastole = null, int? systole = null,
            int? mid = null,
        float background = 70)
    {
        var frames = new float[]?[slices, Phases];
        for (var slice = 0; slice < slices; slice++)
        {
            for (var phase = 0; phase < Phases; phase++)
            {
                var r = moves?.Invoke(slice) == false ? 8 : radius(phase);
                frames[slice, phase] =
                    [.. Enumerable.Range(0, Size * Size)
                    .Select(i => Blood(Math.Sqrt(Square(i / Size - 35.3) + Square(i % Size - 30.1)), r))];
            }
        }
        return new CmrStudy(Size, Size, frames)
        {
            Subject = "p",
            SourcePath = "disc",
            RowSpacingMm = 2,
            ColumnSpacingMm = 2,
            TriggerTimesMs = timed ? [.. Enumerable.Range(0, Phases).Select(phase => 40.0 * phase)] : null,
            EndDiastole = diastole,
            EndSystole = systole,
            MidSlice = mid,
        };

        float Blood(double distance, double r) => distance < r ? 200 : distance < 16 ? 40 : background;
        static double Square(double value) => value * value;
    }
}
