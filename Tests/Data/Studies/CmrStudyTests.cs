using EcgCmrNative.Data.Studies;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Studies;

internal sealed class CmrStudyTests
{
    [Test]
    public void Frames_are_kept_and_gaps_are_told()
    {
        var frame = new float[] { 1, 2, 3, 4, 5, 6 };
        var study = new CmrStudy(2, 3, new[,] { { frame, null } }) { Subject = "p", SourcePath = "file" };
        Assert.That((study.Has(0, 0), study.Has(0, 1)), Is.EqualTo((true, false)));
        Assert.That(study.PhasesOf(0), Is.EqualTo(new[] { 0 }));
        Assert.That(study.Frame(0, 0).ToArray(), Is.EqualTo(frame));
        Assert.That(() => study.Frame(0, 1).Length, Throws.InvalidOperationException.With.Message.Contains("file"));
        Assert.That(() => study.Has(1, 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => study.Has(0, -1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Frames_of_another_size_are_refused() =>
        Assert.That(() => new CmrStudy(2, 2, new[,] { { new float[3] } }) { Subject = "p", SourcePath = "file" }, Throws.ArgumentException);

    [Test]
    public void A_study_has_a_frame() =>
        Assert.That(() => new CmrStudy(2, 2, new float[]?[1, 1]) { Subject = "p", SourcePath = "file" }, Throws.ArgumentException);
}
