using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Data.Formats.Torch;
using EcgCmrNative.Data.Formats.Torch.Pickle;
using EcgCmrNative.Verification.Fixtures;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Data.Formats.Torch;

public sealed class TorchFileTests
{
    [TestCase("signal_encoder_nano.pth")]
    [TestCase("signal_encoder_nano_legacy.pth")]
    [TestCase("checkpoint_mae_nano.pth")]
    public void Weights_have_the_values_they_were_filled_with(string name)
    {
        using var file = TorchFile.Open(Reference(name));
        var weights = file.StateDict();
        Assert.That(weights, Has.Count.GreaterThan(25));
        foreach (var tensor in weights.Where(t => !t.Name.EndsWith("pos_embed", StringComparison.Ordinal)))
            Assert.That(tensor.ToDoubles(), Is.EqualTo(FilledState(tensor)).Within(1e-7), tensor.ToString());
    }

    [Test]
    public void Both_forms_hold_the_same_weights()
    {
        using var zip = TorchFile.Open(Reference("signal_encoder_nano.pth"));
        using var legacy = TorchFile.Open(Reference("signal_encoder_nano_legacy.pth"));
        Assert.That(legacy.StateDict().Select(t => (t.ToString(), t.ToSingles())),
            Is.EqualTo(zip.StateDict().Select(t => (t.ToString(), t.ToSingles()))));
        Assert.That(zip.Tensors["model.cls_token"].ToSingles(), Is.EqualTo(zip.StateDict()["cls_token"].ToSingles()));
    }

    [Test]
    public void Kinds_of_element_and_views()
    {
        using var file = TorchFile.Open(Reference("dtypes_and_views.pt"));
        var tensors = file.Tensors;
        var values = DeterministicFill.Values("base", 48);
        Assert.Multiple(() =>
        {
            Assert.That(tensors["f64"].ToDoubles(), Is.EqualTo(values));
            Assert.That(tensors["f16"].ToDoubles(), Is.EqualTo(values.Select(v => (double)(Half)v)));
            Assert.That(tensors["bf16"].Kind, Is.EqualTo(ElementKind.BFloat16));
            Assert.That(tensors["bf16"].ToDoubles(), Is.EqualTo(values.Select(BFloat16)));
            Assert.That(tensors["i32"].ToInt64s(), Is.EqualTo(values.Select(v => (long)(v * 100))));
            Assert.That(tensors["u8"].ToInt64s(), Is.EqualTo(values.Select(v => (long)((v + 1) * 100))));
            Assert.That(tensors["bool"].ToInt64s(), Is.EqualTo(values.Select(v => v > 0 ? 1L : 0)));
            Assert.That(tensors["transposed"].Shape, Is.EqualTo(new[] { 8L, 6 }));
            Assert.That(tensors["transposed"].ToDoubles(), Is.EqualTo(Indices(8, 6).Select(i => values[(i.Column * 8) + i.Row])));
            Assert.That(tensors["slice"].ToDoubles(), Is.EqualTo(Indices(3, 5).Select(i => values[((i.Row + 1) * 8) + i.Column + 2])));
            Assert.That(tensors["shared_b"].ToDoubles(), Is.EqualTo(tensors["shared_a"].ToDoubles().Skip(16)));
            Assert.That(tensors["scalar"].Shape, Is.Empty);
            Assert.That(tensors["empty"].Shape, Is.EqualTo(new[] { 0L, 3 }));
            Assert.That(tensors["empty"].ToSingles(), Is.Empty);
        });
    }

    [Test]
    public void Part_of_a_view_reads_alone()
    {
        using var file = TorchFile.Open(Reference("dtypes_and_views.pt"));
        foreach (var tensor in file.Tensors.Where(t => t.ElementCount > 20 || t.Name == "slice"))
        {
            var part = new float[7];
            tensor.CopyTo(part, 4);
            Assert.That(part, Is.EqualTo(tensor.ToSingles()[4..11]), tensor.ToString());
        }
    }

    [Test]
    public void A_training_checkpoint_keeps_its_other_contents_as_data()
    {
        using var file = TorchFile.Open(Reference("checkpoint_mae_nano.pth"));
        var root = (PythonDictionary)file.Root!;
        Assert.That(root.Keys, Is.EqualTo(new[] { "model", "optimizer", "epoch", "scaler", "args" }));
        Assert.That(root["epoch"], Is.EqualTo(7));
        var args = (PythonObject)root["args"]!;
        Assert.That(args.Type.ToString(), Is.EqualTo("argparse.Namespace"));
        Assert.That(args.Entries["mask_ratio"], Is.EqualTo(0.75));
        Assert.That(args.Entries["input_size"], Is.EqualTo(new[] { 1L, 12, 500 }));
        Assert.That(file.Tensors["optimizer.state.0.exp_avg"].Shape, Is.EqualTo(file.StateDict()[0].Shape));
    }

    [Test]
    public void A_foreign_class_among_hyper_parameters_is_inert_data()
    {
        using var file = TorchFile.Open(Reference("lightning_nano.ckpt"));
        var parameters = (PythonObject)((PythonDictionary)file.Root!)["hyper_parameters"]!;
        Assert.That(parameters.Type.Name, Is.EqualTo("AttributeDict"));
        Assert.That(parameters.Entries["weights"], Is.EqualTo(new[] { 0.55, 10.0 }));

        using var encoder = TorchFile.Open(Reference("signal_encoder_nano.pth"));
        var weights = file.StateDict();
        foreach (var tensor in encoder.StateDict())
            Assert.That(weights["encoder_ecg." + tensor.Name].ToSingles(), Is.EqualTo(tensor.ToSingles()), tensor.Name);
        var imaging = weights["encoder_imaging.0.weight"];
        Assert.That(imaging.ToDoubles(), Is.EqualTo(FilledState(imaging)).Within(1e-7));
    }

    [Test]
    public void Lists_of_tensors_and_plain_values()
    {
        using var list = TorchFile.Open(Reference("ecgs_list.pt"));
        using var stacked = TorchFile.Open(Reference("ecgs_tensor.pt"));
        using var images = TorchFile.Open(Reference("images_list.pt"));
        using var labels = TorchFile.Open(Reference("labels_int64.pt"));
        using var plain = TorchFile.Open(Reference("labels_pylist.pt"));
        Assert.That(list.Tensors.Select(t => t.Name), Is.EqualTo(new[] { "0", "1", "2", "3", "4" }));
        Assert.That(list.Tensors.Select(t => t.ToSingles()),
            Is.EqualTo(list.Tensors.Select(t => DeterministicFill.Singles($"ecg.{t.Name}", 12 * 600))));
        Assert.That(stacked.Tensors[""].Shape, Is.EqualTo(new[] { 4L, 12, 600 }));
        Assert.That(stacked.Tensors[""].ToSingles(), Is.EqualTo(DeterministicFill.Singles("ecgs", 4 * 12 * 600)));
        Assert.That(images.Tensors.Select(t => t.ToSingles()),
            Is.EqualTo(images.Tensors.Select(t => DeterministicFill.Singles($"img.{t.Name}", 3 * 24 * 24))));
        Assert.That(labels.Tensors[0].ToInt64s(), Is.EqualTo(((List<object?>)plain.Root!).Cast<long>()));
    }

    [Test]
    public void A_file_without_weights_says_what_it_has()
    {
        using var file = TorchFile.Open(Reference("labels_int64.pt"));
        Assert.That(() => file.StateDict(), Throws.TypeOf<DataFormatException>().With.Message.Contains("labels_int64.pt"));
    }

    private static string Reference(string name) => SharedData.Require("reference", "files", name);

    private static IEnumerable<(int Row, int Column)> Indices(int rows, int columns) =>
        from row in Enumerable.Range(0, rows) from column in Enumerable.Range(0, columns) select (row, column);

    private static double BFloat16(double value)
    {
        var bits = BitConverter.SingleToUInt32Bits((float)value);
        var rounded = bits + 0x7FFF + ((bits >> 16) & 1);
        return BitConverter.UInt32BitsToSingle(rounded & 0xFFFF0000);
    }

    /// <summary>The rule by which the reference files were filled, by name and number of dimensions.</summary>
    private static double[] FilledState(FileTensor tensor)
    {
        var fill = DeterministicFill.Values(tensor.Name, tensor.ElementCount);
        Func<double, double> rule = tensor.Name switch
        {
            _ when tensor.Name.EndsWith("_token", StringComparison.Ordinal) => v => 0.02 * v,
            _ when tensor.Name.EndsWith("running_mean", StringComparison.Ordinal) => v => 0.1 * v,
            _ when tensor.Name.EndsWith("running_var", StringComparison.Ordinal) => v => 1 + (0.5 * Math.Abs(v)),
            _ when tensor.Name.EndsWith("num_batches_tracked", StringComparison.Ordinal) => _ => 0,
            _ when tensor.Shape.Count >= 2 => v => Math.Sqrt(3.0 * tensor.Shape[0] / tensor.ElementCount) * v,
            _ when tensor.Name.EndsWith("weight", StringComparison.Ordinal) => v => 1 + (0.1 * v),
            _ => v => 0.1 * v,
        };
        return Array.ConvertAll(fill, v => rule(v));
    }
}
