using EcgCmrNative.Data.Formats.Numpy;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Formats.Numpy;

/// <summary>Lists of texts in a .npz file. That NumPy reads them is PythonPageTests'.</summary>
public sealed class NumpyTextTests
{
    [Test]
    public void Texts_are_arrays_of_code_points()
    {
        using var folder = new TemporaryFolder();
        NumpyFile.WriteNpz(
            folder["t.npz"], [FileTensor.Of<int>("n", (int[])[1, 2, 3], 3)],
            new Dictionary<string, IReadOnlyList<string>> { ["names"] = ["ab", "", "é𝔸z"], ["none"] = [] });
        using var file = NumpyFile.Open(folder["t.npz"]);
        Assert.That(file.Tensors.Select(tensor => tensor.Name), Is.EqualTo(["n", "names", "none"]));
        var names = file.Tensors["names"];
        Assert.That((names.Kind, names.Shape), Is.EqualTo((ElementKind.UInt32, new long[] { 3, 3 })));
        Assert.That(names.ToInt64s(), Is.EqualTo([(long)'a', 'b', 0, 0, 0, 0, 'é', 0x1D538, 'z']));
        Assert.That(file.Tensors["none"].Shape, Is.EqualTo(new long[] { 0, 1 }));
    }

    [Test]
    public void Two_arrays_of_one_name_are_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.That(
            () => NumpyFile.WriteNpz(
                folder["t.npz"], [FileTensor.Of<int>("n", (int[])[1], 1)], new Dictionary<string, IReadOnlyList<string>> { ["n"] = ["a"] }),
            Throws.ArgumentException);
        Assert.That(folder.FileNames, Is.Empty);
    }
}
