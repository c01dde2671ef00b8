using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats;
using EcgCmrNative.Data.Formats.Numpy;
using EcgCmrNative.Data.Formats.SafeTensors;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Recordings.Formats;
using EcgCmrNative.Tests.Data.Files;
using EcgCmrNative.Verification.Fixtures;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Recordings.Formats;

public sealed class ArrayEcgFormatTests
{
    [TestCase(new long[] { 12, 300 }, 1)]
    [TestCase(new long[] { 3, 12, 300 }, 3)]
    [TestCase(new long[] { 3, 1, 12, 300 }, 3)]
    public void ReadsRecordingsOfAnArray(long[] shape, int count)
    {
        using var folder = new TemporaryFolder();
        var values = DeterministicFill.Singles("ecgs", shape.Aggregate(1L, (a, b) => a * b));
        NumpyFile.WriteNpy(folder["ecgs.npy"], FileTensor.Of<float>("ecgs", values, shape));
        using var file = EcgFormats.Default.Open(folder["ecgs.npy"]);
        Assert.That(file.Count, Is.EqualTo(count));
        var last = file.Read(count - 1);
        Assert.Multiple(() =>
        {
            Assert.That(last.SamplingRateHz, Is.EqualTo(500));
            Assert.That(last.Signals[1].Lead!.Value.Lead, Is.EqualTo(Lead.II));
            Assert.That(last.Signals[11].Samples, Is.EqualTo(values[^300..]));
        });
    }

    [Test]
    public void TakesOverAFileThatIsOpen()
    {
        using var folder = new TemporaryFolder();
        NumpyFile.WriteNpy(folder["ecgs.npy"], FileTensor.Of<float>("ecgs", new float[24], 12, 2));
        NumpyFile.WriteNpy(folder["ecg.npy"], FileTensor.Of<float>("ecg", DeterministicFill.Singles("ecg", 240), 12, 20));
        var files = new CountingFileSystem(FileSystem.Disk);
        using (var other = TensorFormats.Open(folder["ecgs.npy"], files)) Assert.That(new ArrayEcgFormat(files).TryOpen(other), Is.Null);
        using (var ecg = new ArrayEcgFormat(files).TryOpen(TensorFormats.Open(folder["ecg.npy"], files)))
            Assert.That(ecg!.Read(0).Signals, Has.Count.EqualTo(12));
        Assert.That((files.Opened(folder["ecg.npy"]), files.Open), Is.EqualTo((1, 0)));
    }

    [Test]
    public void WeightsAndLabelsAreNotTakenForEcgs()
    {
        using var folder = new TemporaryFolder();
        SafeTensorsFile.Write(
            folder["weights.safetensors"],
            [FileTensor.Of<float>("w", new float[64], 8, 8), FileTensor.Of<float>("b", new float[8], 8)]);
        NumpyFile.WriteNpy(folder["labels.npy"], FileTensor.Of<long>("labels", new long[24], 2, 12));
        Assert.Multiple(() =>
        {
            Assert.That(EcgFormats.Default.Find(folder["weights.safetensors"]), Is.Null);
            Assert.That(EcgFormats.Default.Find(folder["labels.npy"]), Is.Null);
            Assert.That(
                () => new ArrayEcgFormat().Open(folder["labels.npy"]),
                Throws.InstanceOf<DataFormatException>().With.Message.Contains("[N, leads, T]"));
        });
    }

    [TestCase("ecgs_tensor.pt")]
    [TestCase("ecgs_list.pt")]
    public void ReadsThePublishedPyTorchLayouts(string name)
    {
        using var file = EcgFormats.Default.Open(SharedData.Require("reference", "files", name));
        Assert.That(file.Count, Is.GreaterThan(0));
        Assert.That(file.Read(0).Signals, Has.Count.EqualTo(12));
    }
}
