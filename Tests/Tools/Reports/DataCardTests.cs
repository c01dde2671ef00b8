using System.Net;
using EcgCmrNative.Cli.Reports;
using EcgCmrNative.Cli.Reports.Provenance;
using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Synthetic;
using EcgCmrNative.Models.Training.Runs;
using EcgCmrNative.Tests.Data.Files;
using NUnit.Framework;

namespace EcgCmrNative.Tests.Tools.Reports;

public sealed class DataCardTests
{
    private TemporaryFolder _folder = null!;
    private EcgStore _store = null!;

    /// <summary>Six recordings of five people; the mass of one is missing, and all of the test part have the disease.</summary>
    [OneTimeSetUp]
    public void Prepare()
    {
        _folder = new TemporaryFolder();
        (string Person, float[] Labels)[] people =
        [
            ("a", [0, 100, 1, 50]), ("a", [0, 110, 1, 50]), ("b", [1, 120, 0, 60]), ("c", [0, float.NaN, 0, 70]), ("d", [1, 90, 1, 80]),
            ("e", [1, 95, 1, 40]),
        ];
        new EcgStoreWriter { Preparation = new EcgPreparation { WindowSamples = 1000 }, LabelNames = ["AF", "LVM_g", "sex", "age_years"] }
            .Write(
                _folder["store"],
                [
                    .. people.Select((one, i) => new EcgSource(
                        new CohortRecord($"r{i}", one.Person, one.Labels),
                        () => SyntheticEcg.Record(EcgModel.Random(new CounterDraws((ulong)i)), 1, number: i, seconds: 2))),
                ],
                null, default);
        _store = EcgStore.Open(_folder["store"]);
    }

    [OneTimeTearDown]
    public void Delete()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void Every_part_has_its_people_and_labels()
    {
        var html = Html(new DataCard(
            [_store], _store.Manifest.LabelNames, _store.Records, DataCard.Split(6, new HeldOutRows([3], [4, 5])))
        {
            Labels = ["AF", "LVM_g"],
        });
        Assert.Multiple(() =>
        {
            Assert.That(html, Does.Contain(Row("recordings", "3", "1", "2")).And.Contain(Row("people", "2", "1", "2")));
            Assert.That(html, Does.Contain(Row("AF", "1 of 3 (33.3 %)", "0 of 1 (0.0 %)", "2 of 2 (100.0 %)")), "2 of 2 are classes too");
            Assert.That(html, Does.Contain(Row("LVM_g", "110 ± 10, n 3", "not known", "92.5 ± 3.54, n 2")));
            Assert.That(html, Does.Contain(Row("sex = 1", "2 of 3 (66.7 %)", "0 of 1 (0.0 %)", "2 of 2 (100.0 %)")));
            Assert.That(html, Does.Contain(Row("age_years", "53.33 ± 5.77, n 3", "70, n 1", "60 ± 28.3, n 2")));
            Assert.That(html, Does.Contain(Row("sampling rate", "500 Hz")).And.Contain(Row("length", "2 s, 1,000 samples")));
            Assert.That(html, Does.Contain(Row("sex", "words become 1 for male, 0 for female; numbers are kept")));
            Assert.That(html, Does.Contain(Row("ECGs with missing leads", "refused")));
            Assert.That(html, Does.Not.Contain("every recording is of another person"), "one person has two");
        });
    }

    [Test]
    public void Trainings_are_listed_with_their_times_and_the_sum()
    {
        var report = new HtmlReport("t", "s");
        new Making
        {
            Trainings =
            [
                new("MDM", 3, new TrainingTime(36, 52), 35), new("AF by MDM", 3, null, null), new("scratch", 3, new TrainingTime(8, 70), 2),
            ],
        }.AddTo(report);
        var html = report.ToHtml();
        Assert.Multiple(() =>
        {
            Assert.That(html, Does.Contain("How this was made").And.Contain(Row("MDM", "3", "36", "35", "0:52")));
            Assert.That(html, Does.Contain(Row("AF by MDM", "3", "not known", "last", "not known")));
            Assert.That(html, Does.Contain("Together at least 2:02 (min:s)"));
            Assert.That(html, Does.Not.Contain("<script"), "a short table needs none");
        });
    }

    private static string Html(DataCard card)
    {
        var report = new HtmlReport("t", "s");
        new Making { Data = card }.AddTo(report);
        return WebUtility.HtmlDecode(report.ToHtml());
    }

    private static string Row(string name, params string[] cells) =>
        $"<tr><th scope=\"row\">{name}</th>{string.Concat(cells.Select(cell => $"<td>{cell}</td>"))}</tr>";
}
