using System.Globalization;
using System.Text.Json;
using EcgCmrNative.Cli.Display;
using EcgCmrNative.Data.Synthetic.Hearts;
using EcgCmrNative.Models.Evaluation;
using EcgCmrNative.Models.Evaluation.Verdicts;
using EcgCmrNative.Models.Explanation.Checks;
using EcgCmrNative.Models.Training.Contrastive;
using Spectre.Console;

namespace EcgCmrNative.Cli.Views;

/// <summary>One comparison of maps with what is known.</summary>
/// <param name="Key">Its name in files.</param>
/// <param name="Name">What is measured.</param>
/// <param name="People">How many people.</param>
/// <param name="Value">The mean over people: a share of 0 to 1, or a number in the unit.</param>
/// <param name="Chance">What a map has by chance.</param>
/// <param name="Above">The difference of the two, paired by person where it can be.</param>
/// <param name="Unit">The unit; null for a share.</param>
internal sealed record MapTruthRow(
    string Key, string Name, int People, BootstrapInterval Value, double Chance, BootstrapInterval Above, string? Unit = null)
{
    /// <summary>What the interval of the difference says.</summary>
    public Verdict Verdict => Judge.Of(Above.Low, Above.High, 0);

    /// <summary>A number of this row with its unit left out.</summary>
    public string Number(double value) => Unit is null
        ? (100 * value).ToString("F1", CultureInfo.InvariantCulture)
        : value.ToString("G3", CultureInfo.InvariantCulture);

    /// <summary>The unit of the numbers.</summary>
    public string NumberUnit => Unit ?? "%";
}

/// <summary>Maps of several virtual people beside what is known of their hearts: on the terminal, in reports and in files.</summary>
/// <param name="Name">What the maps are of.</param>
/// <param name="Key">The name in files.</param>
/// <param name="Rows">The comparisons.</param>
internal sealed record MapTruthView(string Name, string Key, IReadOnlyList<MapTruthRow> Rows)
{
    /// <summary>The label that the territories of the virtual cohort cause.</summary>
    public const string CoronaryArteryDisease = "CAD";

    /// <summary>What the figures are, in words.</summary>
    public const string Meaning =
        "The hearts of virtual people are known, so that maps can be compared with them. Importance is the magnitude of a prediction's "
        + "map, or what a map of similarities is above its mean. By chance a region has its share of the time, of the leads or of the "
        + "area. A gain of faithfulness is 0 by chance. Large signals have more importance whatever the model looks for: for territories "
        + "the same leads of people without one are the reference.";

    /// <summary>The heads of the table.</summary>
    public static readonly IReadOnlyList<string> Heads =
        ["", "people", "mean", "95 % interval", "chance", "above chance", "95 % interval of the difference", "verdict"];

    /// <summary>Maps of a prediction.</summary>
    /// <param name="target">What is predicted.</param>
    /// <param name="truth">The comparison.</param>
    public static MapTruthView Of(string target, EcgTruth truth)
    {
        List<MapTruthRow> rows = [Share("p", "P wave", truth.P), Share("qrs", "QRS", truth.Qrs), Share("st_t", "ST-T", truth.StT)];
        if (target == CoronaryArteryDisease && truth.AllTerritories is { } all)
        {
            rows.Add(Territorial("territory", "leads that face the ischaemic territory", all));
            foreach (var (territory, found) in truth.Territories)
                rows.Add(Territorial($"territory_{Lower(territory)}", $"leads that face the territory of the {Upper(territory)}", found));
        }
        if (truth.Faithfulness is { } measured)
        {
            rows.Add(new MapTruthRow(
                "deletion", "faithfulness: gain of deletion", measured.People, measured.Deletion, 0, measured.Deletion, measured.Unit));
            rows.Add(new MapTruthRow(
                "insertion", "faithfulness: gain of insertion", measured.People, measured.Insertion, 0, measured.Insertion, measured.Unit));
        }
        return new MapTruthView($"Maps of {target}", $"prediction_{target}", rows);
    }

    /// <summary>Localisation maps of pairs.</summary>
    public static MapTruthView Of(PairTruth truth) => new(
        "Localisation maps of pairs", "pairs",
        [
            Share("heart", "image: ventricles", truth.Heart), Share("myocardium", "image: myocardium", truth.Myocardium),
            Share("p", "ECG: P wave", truth.P), Share("qrs", "ECG: QRS", truth.Qrs), Share("st_t", "ECG: ST-T", truth.StT),
        ]);

    /// <summary>The rows of the table.</summary>
    public IEnumerable<IReadOnlyList<string>> Cells() => Rows.Select(row => (IReadOnlyList<string>)
    [
        $"{row.Name}, {row.NumberUnit}", $"{row.People}", row.Number(row.Value.Value),
        IntervalText.Of(row.Value.Low, row.Value.High, row.Number), row.Number(row.Chance), row.Number(row.Above.Value),
        IntervalText.Of(row.Above.Low, row.Above.High, row.Number), Word(row.Verdict),
    ]);

    /// <summary>What was found, in words: one text for the comparisons of each verdict.</summary>
    public IEnumerable<VerdictText> Verdicts() => Rows.GroupBy(row => row.Verdict).OrderBy(group => group.Key switch
    {
        Verdict.Better => 0,
        Verdict.NotShown => 1,
        Verdict.Worse => 2,
        _ => 3,
    }).Select(group => new VerdictText(
        group.Key, $"{Name}: {Word(group.Key)}: {string.Join("; ", group.Select(Figure))}."));

    /// <summary>Writes the table and the verdicts.</summary>
    public void Write(Terminal terminal)
    {
        terminal.Write(Name);
        var table = Cell.Table("", "people", "mean", "chance", "above chance", "verdict");
        foreach (var row in Rows)
            table.AddRow(
                Cell.Text($"{row.Name}, {row.NumberUnit}"), Cell.Whole(row.People),
                Cell.Right(IntervalText.WithValue(row.Value, row.Number)), Cell.Right(row.Number(row.Chance)),
                Cell.Right(IntervalText.WithValue(row.Above, row.Number)), Cell.Text(Word(row.Verdict)));
        terminal.Write(table);
        VerdictText.Write(terminal, Verdicts());
    }

    /// <summary>All numbers.</summary>
    /// <param name="views">The maps.</param>
    public static byte[] Json(params IReadOnlyList<MapTruthView> views)
    {
        var file = new MemoryStream();
        using (var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            foreach (var view in views)
            {
                json.WriteStartObject(view.Key);
                foreach (var row in view.Rows) Write(json, row);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        file.WriteByte((byte)'\n');
        return file.ToArray();
    }

    private static void Write(Utf8JsonWriter json, MapTruthRow row)
    {
        json.WriteStartObject(row.Key);
        json.WriteNumber("people", row.People);
        json.WriteString("unit", row.Unit ?? "share");
        foreach (var (name, value) in new[]
        {
            ("value", row.Value.Value), ("low", row.Value.Low), ("high", row.Value.High), ("chance", row.Chance),
            ("above_chance", row.Above.Value), ("above_chance_low", row.Above.Low), ("above_chance_high", row.Above.High),
        })
        {
            if (double.IsFinite(value)) json.WriteNumber(name, value);
            else json.WriteNull(name);
        }
        json.WriteString("verdict", Word(row.Verdict));
        json.WriteEndObject();
    }

    private static MapTruthRow Share(string key, string name, ImportanceShares shares) =>
        new(key, name, shares.People, shares.Share, shares.Chance.Value, shares.AboveChance);

    private static MapTruthRow Territorial(string key, string name, TerritoryTruth truth) => new(
        key, name, truth.Facing.People, truth.Facing.Share, truth.Facing.Share.Value - truth.AboveOthers.Value, truth.AboveOthers);

    private static string Figure(MapTruthRow row) =>
        $"{row.Name} ({IntervalText.WithValue(row.Value, row.Number)} {row.NumberUnit}, chance {row.Number(row.Chance)})";

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Better => "better than chance",
        Verdict.Worse => "below chance",
        Verdict.NotShown => "not shown to be better than chance",
        _ => "too few people for an interval",
    };

    private static string Upper(Territory territory) => territory.ToString().ToUpperInvariant();

    private static string Lower(Territory territory) => territory.ToString().ToLowerInvariant();
}
