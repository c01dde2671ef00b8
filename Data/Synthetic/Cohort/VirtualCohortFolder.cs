using System.Globalization;
using System.Text.RegularExpressions;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Synthetic.Cohort;

/// <summary>
/// The people of a cohort that <see cref="VirtualCohortWriter"/> wrote, with their hearts: they follow from the seed, which the data card
/// states, and from their numbers.
/// </summary>
public sealed partial class VirtualCohortFolder
{
    private readonly string _table;
    private readonly VirtualCohort _cohort;
    private readonly Dictionary<string, (int Line, string Row)> _rows;

    private VirtualCohortFolder(string table, VirtualCohort cohort, IReadOnlyList<string> names, Dictionary<string, (int, string)> rows) =>
        (_table, _cohort, Names, _rows) = (table, cohort, names, rows);

    /// <summary>The names of the people, in the order of the table.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Reads the data card and the table of subjects.</summary>
    /// <param name="folder">The folder of the cohort.</param>
    /// <exception cref="DataFormatException">
    /// The folder is not a virtual cohort, is of another version of the model, or its table was changed.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static VirtualCohortFolder Open(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var (card, table) = (Path.Combine(folder, VirtualCohortWriter.CardFile), Path.Combine(folder, VirtualCohortWriter.SubjectsFile));
        if (!File.Exists(card) || !File.Exists(table))
            throw new DataFormatException(
                folder, null,
                $"is not a virtual cohort: it has no {VirtualCohortWriter.CardFile} and {VirtualCohortWriter.SubjectsFile}; specify a "
                + "folder that 'cohort synthesize' or a study made");
        var stated = SeedAndVersion().Match(File.ReadAllText(card));
        if (!stated.Success || !ulong.TryParse(stated.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var seed))
            throw new DataFormatException(card, null, "does not state the seed of the cohort; make the cohort again");
        if (stated.Groups[2].Value != VirtualCohort.Version.ToString(CultureInfo.InvariantCulture))
            throw new DataFormatException(
                card, null,
                $"is of version {stated.Groups[2].Value} of the model of hearts, this program has version {VirtualCohort.Version}; make "
                + "the cohort again");
        var lines = File.ReadAllLines(table);
        if (lines.Length == 0 || lines[0] != CohortTables.SubjectsHeader)
            throw new DataFormatException(table, null, "line 1: the columns are not those of a virtual cohort; make the cohort again");
        var (names, rows) = (new List<string>(), new Dictionary<string, (int, string)>(StringComparer.Ordinal));
        for (var i = 1; i < lines.Length; i++)
        {
            var name = lines[i].Split(',')[0];
            if (!Name().IsMatch(name) || !rows.TryAdd(name, (i + 1, lines[i])))
                throw new DataFormatException(
                    table, null, $"line {i + 1}: '{name}' is not the name of one person of a virtual cohort; make the cohort again");
            names.Add(name);
        }
        return new VirtualCohortFolder(table, new VirtualCohort(seed), names, rows);
    }

    /// <summary>A person.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="ArgumentException">There is no such person.</exception>
    /// <exception cref="DataFormatException">The row of the person in the table is not what follows from the seed.</exception>
    public VirtualSubject Subject(string name)
    {
        if (!_rows.TryGetValue(name, out var entry)) throw new ArgumentException($"'{name}' is not in {_table}", nameof(name));
        var person = _cohort.Subject(int.Parse(Name().Match(name).Groups[1].ValueSpan, CultureInfo.InvariantCulture));
        return CohortTables.SubjectsRow(person) == entry.Row
            ? person
            : throw new DataFormatException(
                _table, null,
                $"line {entry.Line}: is not what person {name} of seed {_cohort.Seed} has; the table was changed; make the cohort again");
    }

    [GeneratedRegex(@"synthetic people, seed ([0-9]+), version ([0-9]+) of the model", RegexOptions.CultureInvariant)]
    private static partial Regex SeedAndVersion();

    [GeneratedRegex(@"^V[0-9]+_([0-9]{6,9})$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
