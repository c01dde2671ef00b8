using EcgCmrNative.Cli.Studies;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Models.Studies;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Models.Studies;

public sealed class StudyDefinitionTests
{
    private const string Start = """{"Name": "s", "Data": {"Subjects": 100}, "Readouts": [{"Name": "fine-tuned"}], """;

    [TestCaseSource(typeof(ShippedStudies), nameof(ShippedStudies.Names))]
    public void A_shipped_study_can_be_read_and_written(string name)
    {
        var study = ShippedStudies.Read(name);
        Assert.That(StudyDefinition.Parse(name, study.ToJson()).ToJson(), Is.EqualTo(study.ToJson()));
    }

    [TestCase("""{"Nam": "s"}""", "Nam")]
    [TestCase("""{"Name": "s", "Data": {}}""", "either Subjects")]
    [TestCase("""{"Name": "s", "Data": {"Subjects": 10}}""", "too few")]
    [TestCase("""{"Name": "s", "Data": {"Subjects": 100, "Labels": "x.csv"}}""", "x.csv")]
    [TestCase(Start + """ "Arms": []}""", "Arms is empty")]
    [TestCase(Start + """ "Arms": [{"Name": "a"}, {"Name": "A"}]}""", "there twice")]
    [TestCase(Start + """ "Arms": [{"Name": "a", "From": "MDM"}]}""", "no pre-training")]
    [TestCase(Start + """ "Arms": [{"Name": "a"}], "Tasks": [{"Name": "t"}]}""", "no Targets")]
    [TestCase(Start + """ "Arms": [{"Name": "a"}], "PreTrainings": [{"Name": "p", "Recipe": "mdn"}]}""", "mdn")]
    [TestCase(Start + """ "Arms": [{"Name": "a"}], "PreTrainings": [{"Name": "p", "Recipe": "mmcl", "EcgFrom": "q"}]}""", "not among")]
    [TestCase(Start + """ "Arms": [{"Name": "a"}], "Overrides": [{"Arms": ["b"]}]}""", "no arm 'b'")]
    [TestCase(Start + """ "Arms": [{"Name": "a"}], "LabelFractions": [0]}""", "LabelFractions")]
    [TestCase(Start + """ "Arms": [{"Name": "a"}], "Seeds": [1, 1]}""", "Seeds")]
    [TestCase(Start + """ "Arms": [{"Name": "a"}], "Search": {"Settings": {"Options.LayerDecay": {"From": 0, "To": 1}}}}""", "grid")]
    [TestCase("""{"Name": "s", "Data": {"Ecg": "e"}, "Arms": [{"Name": "image", "Modality": "Cmr"}]}""", "names none")]
    [TestCase("not JSON", "cannot be read")]
    [TestCase("null", "cannot be read")]
    public void A_mistake_is_said(string json, string expected) => Assert.That(
        () => StudyDefinition.Parse("study.json", json),
        Throws.InstanceOf<DataFormatException>().With.Message.Contains("study.json").And.Message.Contains(expected));

    [Test]
    public void What_is_not_given_has_its_default()
    {
        var study = StudyDefinition.Parse("s", """{"Name": "s", "Data": {"Ecg": "e"}, "Arms": [{"Name": "scratch"}],}""");
        Assert.Multiple(() =>
        {
            Assert.That(study.Seeds, Is.EqualTo(new ulong[] { 0 }));
            Assert.That(study.LabelFractions, Is.EqualTo(new[] { 1.0 }));
            Assert.That(study.Data.Test, Is.EqualTo(0.15));
        });
    }
}
