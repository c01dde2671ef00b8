using System.Text;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Wfdb;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Recordings.Formats;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Formats.Wfdb;

internal sealed class HeaderParserTests
{
    private static WfdbHeader Parse(string text) => HeaderParser.Parse("r.hea", Encoding.UTF8.GetBytes(text));

    [Test]
    public void ReadsEveryFieldOfARecordLine()
    {
        var header = Parse("# before\r\n100 1 360.5/360(-7) 650000 8:26:04 26/10/1994\r\nr.dat 212\r\n# after\r\n");

        Assert.Multiple(() =>
        {
            Assert.That(header.RecordName, Is.EqualTo("100"));
            Assert.That(header.SamplingRateHz, Is.EqualTo(360.5));
            Assert.That(header.FrameCount, Is.EqualTo(650000));
            Assert.That(header.RecordedAt, Is.EqualTo(new DateTime(1994, 10, 26, 8, 26, 4)));
            Assert.That(header.Comments, Is.EqualTo(new[] { "before", "after" }));
        });
    }

    [Test]
    public void ReadsTheChallengesOrderOfDateAndTime() =>
        Assert.That(Parse("A1 1 500 10 05-Feb-2020 11:39:16\nr.dat 16").RecordedAt, Is.EqualTo(new DateTime(2020, 2, 5, 11, 39, 16)));

    [TestCase("1e-300")]
    [TestCase("1e-9")]
    [TestCase("0")]
    [TestCase("1e8")]
    public void RefusesASamplingRateThatNoRecorderHas(string rate) =>
        Assert.That(
            () => Parse($"r 1 {rate} 10\nr.dat 16\n"),
            Throws.TypeOf<DataFormatException>().With.Message.Contains($"the sampling rate is {rate} Hz; expected"));

    [Test]
    public void FillsInDefaults()
    {
        var header = Parse("r 1\nr.dat 16\n");

        Assert.That(header.SamplingRateHz, Is.EqualTo(250));
        Assert.That(header.FrameCount, Is.Null);
        Assert.That(
            header.Signals[0],
            Is.EqualTo(new WfdbSignal { FileName = "r.dat", Format = 16, Description = "signal 0", Gain = 200 }));
    }

    [TestCase("16", 16, 1, 0, 0)]
    [TestCase("16x1+24", 16, 1, 0, 24)]
    [TestCase("16+24", 16, 1, 0, 24)]
    [TestCase("212:3+5", 212, 1, 3, 5)]
    [TestCase("212x4:3+512", 212, 4, 3, 512)]
    public void ReadsFormatFields(string field, int format, int samplesPerFrame, int skew, int offset)
    {
        var signal = Parse($"r 1\nr.dat {field}").Signals[0];

        Assert.That(
            (signal.Format, signal.SamplesPerFrame, signal.Skew, signal.ByteOffset),
            Is.EqualTo((format, samplesPerFrame, skew, (long)offset)));
    }

    [TestCase("200(0)/mV", 200, 0, "mV")]
    [TestCase("80(-1600)/mmHg", 80, -1600, "mmHg")]
    [TestCase("1.052e+04/mV", 10520, 12, "mV")]
    [TestCase("2000", 2000, 12, "")]
    [TestCase("0", 200, 12, "")]
    public void ReadsGainFieldsAndFallsBackToTheZeroLevel(string field, double gain, int baseline, string units)
    {
        var signal = Parse($"r 1\nr.dat 16 {field} 16 12 -5 -32768 0 ECG lead I").Signals[0];

        Assert.That((signal.Gain, signal.Baseline, signal.Units), Is.EqualTo((gain, baseline, units)));
        Assert.That((signal.AdcResolution, signal.AdcZero, signal.InitialValue, signal.Checksum), Is.EqualTo((16, 12, -5, -32768)));
        Assert.That(signal.Description, Is.EqualTo("ECG lead I"));
    }

    [TestCase("", 0, "no record line")]
    [TestCase("# only\n", 0, "no record line")]
    [TestCase("r", 1, "number of signals")]
    [TestCase("r x", 2, "'x'")]
    [TestCase("r -1", 2, "'-1'")]
    [TestCase("r 2\nr.dat 16\n", 13, "states 2 signal lines, but the header has 1")]
    [TestCase("r/2 1\na 5\n", 10, "states 2 segment lines, but the header has 1")]
    [TestCase("r 1 0\nr.dat 16", 4, "expected 0.000001 Hz")]
    [TestCase("r 1 NaN\nr.dat 16", 4, "'NaN'")]
    [TestCase("r 1 500 99999999999999999999\nr.dat 16", 8, "number of samples")]
    [TestCase("r 1\nr.dat", 9, "format")]
    [TestCase("r 1\nr.dat sixteen", 10, "format")]
    [TestCase("r 1\nr.dat 16y4", 10, "[xSAMPLES]")]
    [TestCase("r 1\nr.dat 16x0", 10, "samples per frame")]
    [TestCase("r 1\nr.dat 16+-1", 10, "byte offset")]
    [TestCase("r 1\nr.dat 16 200(0/mV", 13, "bracket")]
    [TestCase("r 1\nr.dat 16 inf/mV", 13, "gain")]
    [TestCase("r 1\nr.dat 16 1e-300/mV", 13, "outside 1e-9 to 1e12")]
    [TestCase("r 1\n../../etc/passwd 16", 4, "expected a plain name")]
    [TestCase("r 1\n.. 16", 4, "expected a plain name")]
    [TestCase("r/1 1\n/etc/passwd 16", 6, "expected a plain name")]
    public void RefusesWithByteAndReason(string text, long offset, string reason)
    {
        var error = Assert.Throws<DataFormatException>(() => Parse(text))!;

        Assert.That(error.Offset, Is.EqualTo(offset));
        Assert.That(error.Reason, Does.Contain(reason));
    }

    [TestCase("Age: 59|Sex: Female|Dx: 426783006, 59118001|Rx: Unknown", 59, Sex.Female, "426783006;59118001")]
    [TestCase("Age: NaN|Sex: Unknown|Dx: AF", null, Sex.Unknown, "AF")]
    [TestCase("<age>: 25  <sex>: M  <diagnoses>: (none)  <medications>: (none)", 25, Sex.Male, "")]
    [TestCase("<age>: 51|<sex>: F|<diagnoses>:|Rhythm: Sinus rhythm.|Left atrial hypertrophy.", 51, Sex.Female,
        "Rhythm: Sinus rhythm;Left atrial hypertrophy")]
    [TestCase("age: 81|sex: female||Reason for admission: Myocardial infarction|Smoker: no", 81, Sex.Female, "Myocardial infarction")]
    public void ReadsThePersonFromComments(string comments, double? age, Sex sex, string diagnoses)
    {
        var subject = WfdbComments.ReadSubject(comments.Split('|'));

        Assert.That((subject.AgeYears, subject.Sex), Is.EqualTo((age, sex)));
        Assert.That(string.Join(';', subject.Diagnoses), Is.EqualTo(diagnoses));
    }
}
