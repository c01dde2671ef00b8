using System.Globalization;
using EcgCmrNative.Cli.CommandLine;
using EcgCmrNative.Data.Formats.Numpy;
using EcgCmrNative.Data.Formats.Tensors;
using EcgCmrNative.Kernels.Randomness;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Commands;

/// <summary>Maps of a matrix with a table, as <c>embed</c> writes them: two groups of people, some with two windows.</summary>
public sealed class MapCommandTests
{
    private const int Rows = 60;
    private TemporaryFolder _folder = null!;

    [OneTimeSetUp]
    public void WriteEmbeddings()
    {
        _folder = new TemporaryFolder();
        var draws = new Philox(1);
        var values = Enumerable.Range(0, Rows * 6).Select(i => (float)(draws.NextNormal() + (i / 6 % 2 == 0 ? 0 : 9))).ToArray();
        NumpyFile.WriteNpy(_folder["emb.npy"], FileTensor.Of<float>("emb", values, Rows, 6));
        File.WriteAllLines(_folder["emb.csv"], ["row,recording", .. Enumerable.Range(0, Rows).Select(i => $"{i},\"{Name(i)}\"")]);
        File.WriteAllLines(
            _folder["labels.csv"],
            [
                "record,patient,group,age,code",
                .. Enumerable.Range(0, Rows / 2 - 1).Select(i => $"r{i},patient-{i},{(i % 2 == 0 ? "a<b" : "c")},{40 + i}.5,code{i}"),
            ]);
    }

    [OneTimeTearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public void Coordinates_set_the_groups_apart_and_do_not_depend_on_the_run()
    {
        var run = Map("one.html");
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Contain("60 points, 15 neighbours").And.Contain("trustworthiness"));
        Assert.That(run.Error, Does.Contain("2 of 60 recordings are not in the table of labels"));
        Assert.That(Map("two.html").ExitCode, Is.Zero);
        Assert.That(File.ReadAllBytes(_folder["two.csv"]), Is.EqualTo(File.ReadAllBytes(_folder["one.csv"])));
        var lines = File.ReadAllLines(_folder["one.csv"]);
        Assert.That(lines[0], Is.EqualTo("row,recording,pca_1,pca_2,tsne_1,tsne_2"));
        Assert.That(lines[2], Does.StartWith($"1,\"{Name(1)}\","));
        foreach (var column in (int[])[2, 4])
        {
            var first = lines.Skip(1).Select(line => double.Parse(line.Split(',')[column], CultureInfo.InvariantCulture)).ToArray();
            var (even, odd) = (first.Where((_, i) => i % 2 == 0).ToArray(), first.Where((_, i) => i % 2 == 1).ToArray());
            Assert.That(even.Max() < odd.Min() || odd.Max() < even.Min(), "both maps put the groups left and right");
        }
    }

    /// <summary>Columns that identify are no colours, and text of a table is no markup.</summary>
    [Test]
    public void The_report_has_the_columns_but_no_names()
    {
        Assert.That(Map("report.html", "--colour", "age").ExitCode, Is.Zero);
        var html = File.ReadAllText(_folder["report.html"]);
        html = html[..html.IndexOf("plotly.js", StringComparison.Ordinal)];
        Assert.That(html, Does.Contain("<option value=\"1\" selected>age</option>").And.Contain("<option value=\"0\">group</option>"));
        Assert.That(html, Does.Not.Contain("patient-").And.Not.Contain("r12.hea").And.Not.Contain("code3").And.Not.Contain("a<b"));
    }

    [TestCase("--colour", "code", "more than 12 different texts")]
    [TestCase("--colour", "shape", "no such column; the columns are group, age")]
    [TestCase("--record-column", "patient", "none of the 60 recordings is in the table")]
    [TestCase("--table", "labels.csv", "29 rows for 60 embeddings")]
    public void What_does_not_fit_is_named_and_nothing_is_written(string option, string value, string reason)
    {
        var run = Map("none/map.html", option, option == "--table" ? _folder[value] : value);
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Failure));
        Assert.That(run.Error, Does.Contain(reason));
        Assert.That(Directory.Exists(_folder["none"]), Is.False);
    }

    [Test]
    public void A_matrix_without_a_table_is_enough()
    {
        File.Copy(_folder["emb.npy"], _folder["alone.npy"]);
        var run = CommandRun.Of("map", "--embeddings", _folder["alone.npy"], "--out", _folder["alone.html"], "--max-points", "20");
        // The table that it would write is not there, and is not read.
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(File.ReadAllLines(_folder["alone.csv"]), Has.Length.EqualTo(21));
        Assert.That(File.ReadAllText(_folder["alone.html"]), Does.Contain("20 of 60 embeddings, drawn at random"));
    }

    [Test]
    public void The_table_of_the_embeddings_is_not_overwritten()
    {
        var run = CommandRun.Of("map", "--embeddings", _folder["emb.npy"], "--out", _folder["emb.html"], "--force");
        Assert.That(run.ExitCode, Is.EqualTo(ExitCode.Failure));
        Assert.That(run.Error, Does.Contain("emb.csv").And.Contain("this command reads it"));
    }

    private static string Name(int row) => row % 2 == 0 ? $"r{row / 2}.hea" : $"r{row / 2}.hea+1";

    private CommandRun Map(string file, params string[] words) => CommandRun.Of(
        ["map", "--embeddings", _folder["emb.npy"], "--labels", _folder["labels.csv"], "--out", _folder[file], .. words]);
}
