using System.Globalization;
using EcgCmrNative.Data.Files;
using EcgCmrNative.Data.Formats.Csv;
using EcgCmrNative.Data.Recordings;

namespace EcgCmrNative.Data.Cohorts;

/// <summary>One recording of PTB-XL.</summary>
public sealed record PtbXlRecord
{
    /// <summary>The recording's number.</summary>
    public required int EcgId { get; init; }

    /// <summary>The person.</summary>
    public required string PatientId { get; init; }

    /// <summary>Age and sex. PTB-XL writes 300 for everybody over 89, which reads as 90 here.</summary>
    public required EcgSubject Subject { get; init; }

    /// <summary>Fold 1 to 10, made by patient; 9 and 10 were validated by humans.</summary>
    public required int StratFold { get; init; }

    /// <summary>SCP-ECG statements with their likelihood in percent; 0 means "not stated".</summary>
    public required IReadOnlyDictionary<string, double> ScpCodes { get; init; }

    /// <summary>Diagnostic superclasses among <see cref="PtbXlDatabase.Superclasses"/>.</summary>
    public required IReadOnlySet<string> Superclasses { get; init; }

    /// <summary>Header of the 100 Hz record, relative to the database.</summary>
    public required string FileLow { get; init; }

    /// <summary>Header of the 500 Hz record, relative to the database.</summary>
    public required string FileHigh { get; init; }
}

/// <summary>
/// PTB-XL's tables ptbxl_database.csv and scp_statements.csv. Source: Wagner et al., PTB-XL, a large publicly available
/// electrocardiography dataset, Sci Data 7:154 (2020).
/// </summary>
public sealed class PtbXlDatabase
{
    /// <summary>The official fold of the validation set.</summary>
    public const int ValidationFold = 9;

    /// <summary>The official fold of the test set.</summary>
    public const int TestFold = 10;

    /// <summary>The table of recordings.</summary>
    public const string DatabaseFile = "ptbxl_database.csv";

    /// <summary>The table of statements.</summary>
    public const string StatementsFile = "scp_statements.csv";

    private const double OverEightyNine = 300;

    private PtbXlDatabase(IReadOnlyList<PtbXlRecord> records) => Records = records;

    /// <summary>
    /// The five diagnostic superclasses: normal, myocardial infarction, ST/T change, conduction disturbance, hypertrophy.
    /// </summary>
    public static IReadOnlyList<string> Superclasses { get; } = ["NORM", "MI", "STTC", "CD", "HYP"];

    /// <summary>The recordings, in the table's order.</summary>
    public IReadOnlyList<PtbXlRecord> Records { get; }

    /// <summary>True if a folder has both tables.</summary>
    public static bool IsIn(string folder, IFileSystem? files = null)
    {
        var disk = files ?? FileSystem.Disk;
        return disk.FileExists(Path.Combine(folder, DatabaseFile)) && disk.FileExists(Path.Combine(folder, StatementsFile));
    }

    /// <summary>
    /// Refuses a folder that contains the database in a subfolder. Without its tables, every recording would be used twice, at 500 and
    /// at 100 Hz, as two people.
    /// </summary>
    /// <exception cref="DataFormatException">It does; the message names the folder to use.</exception>
    internal static void RequireNotBelow(string folder)
    {
        var top = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var deeper = FileSystem.Disk.ListFiles(folder).Where(path => Path.GetFileName(path) == DatabaseFile)
            .Select(path => Path.GetDirectoryName(path)!).FirstOrDefault(found => found != top && IsIn(found));
        if (deeper is not null)
            throw new DataFormatException(folder, null, $"PTB-XL is in a subfolder; specify the folder {deeper}, or a table of labels");
    }

    /// <summary>Reads both tables.</summary>
    /// <exception cref="DataFormatException">A table is missing or does not have the columns and values of PTB-XL.</exception>
    public static PtbXlDatabase Read(string folder, IFileSystem? files = null)
    {
        var superclassOf = ReadStatements(CsvTable.Read(Path.Combine(folder, StatementsFile), files));
        var table = CsvTable.Read(Path.Combine(folder, DatabaseFile), files);
        int id = table.Column("ecg_id"), patient = table.Column("patient_id"), fold = table.Column("strat_fold");
        int codes = table.Column("scp_codes");
        int age = table.Column("age"), sex = table.Column("sex"), low = table.Column("filename_lr"), high = table.Column("filename_hr");
        var records = new PtbXlRecord[table.RowCount];
        var known = new Dictionary<string, Statements>(StringComparer.Ordinal);
        for (var row = 0; row < records.Length; row++)
        {
            var statements = StatementsOf(row);
            records[row] = new PtbXlRecord
            {
                EcgId = Required(table, row, id),
                PatientId = Required(table, row, patient).ToString(CultureInfo.InvariantCulture),
                Subject = new EcgSubject
                {
                    AgeYears = ReadAge(table, row, age),
                    Sex = ReadSex(table, row, sex),
                    Diagnoses = statements.Diagnoses,
                },
                StratFold = Required(table, row, fold),
                ScpCodes = statements.Codes,
                Superclasses = statements.Superclasses,
                FileLow = LabelTable.Named(table, row, low),
                FileHigh = LabelTable.Named(table, row, high),
            };
        }
        RequireDistinct(table, records, low, record => record.FileLow);
        RequireDistinct(table, records, high, record => record.FileHigh);
        return new PtbXlDatabase(records);

        // Most recordings share their statements with many others.
        Statements StatementsOf(int row)
        {
            var text = table.Text(row, codes).Trim();
            if (known.TryGetValue(text, out var statements)) return statements;
            var scp = ParseScpCodes(table, row, text);
            return known[text] = new Statements(
                scp, [.. scp.Keys],
                scp.Keys.Select(code => superclassOf.GetValueOrDefault(code)).OfType<string>().ToHashSet(StringComparer.Ordinal));
        }
    }

    /// <summary>
    /// The superclasses as labels, 0 or 1 each, keyed by the record's name ("00001_hr").
    /// A recording with no diagnostic statement has five zeros.
    /// </summary>
    /// <param name="high">The 500 Hz records; otherwise those of 100 Hz.</param>
    public LabelTable ToLabels(bool high = true) => new(Superclasses, [.. Records.Select(record => new CohortRecord(
        Path.GetFileName(high ? record.FileHigh : record.FileLow),
        record.PatientId,
        [.. Superclasses.Select(name => record.Superclasses.Contains(name) ? 1f : 0f)],
        record.StratFold))]);

    /// <summary>Diagnostic statements and their superclass.</summary>
    private static Dictionary<string, string> ReadStatements(CsvTable table)
    {
        // The column with the statements' codes has no name.
        int code = table.Column(""), diagnostic = table.Column("diagnostic"), superclass = table.Column("diagnostic_class");
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var row = 0; row < table.RowCount; row++)
        {
            if (table.Number(row, diagnostic) is not 1) continue;
            var name = table.Text(row, superclass).Trim();
            if (!Superclasses.Contains(name))
                throw table.Error(row, $"unknown superclass '{name}'; expected one of {string.Join(", ", Superclasses)}");
            if (!result.TryAdd(LabelTable.Named(table, row, code), name)) throw table.Error(row, "duplicate statement");
        }
        return result;
    }

    /// <summary>Reads a Python dictionary of numbers, as pandas writes it: {'NORM': 100.0, 'SR': 0.0}.</summary>
    private static Dictionary<string, double> ParseScpCodes(CsvTable table, int row, string text)
    {
        if (!text.StartsWith('{') || !text.EndsWith('}')) throw table.Error(row, "scp_codes must have the form {'CODE': number, …}");
        var codes = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var entry in text[1..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = entry.IndexOf(':', StringComparison.Ordinal);
            var name = colon < 0 ? "" : entry[..colon].Trim().Trim('\'', '"');
            if (name.Length == 0
                || !double.TryParse(entry[(colon + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var likelihood)
                || !codes.TryAdd(name, likelihood))
                throw table.Error(row, "scp_codes must have the form {'CODE': number, …}");
        }
        return codes;
    }

    /// <summary>Two rows of one recording could put it into two folds, or give it to two people.</summary>
    private static void RequireDistinct(CsvTable table, PtbXlRecord[] records, int column, Func<PtbXlRecord, string> file)
    {
        var names = new HashSet<string>(records.Length, StringComparer.Ordinal);
        for (var row = 0; row < records.Length; row++)
        {
            if (!names.Add(Path.GetFileName(file(records[row]))))
                throw table.Error(row, $"'{file(records[row])}' in column '{table.Columns[column]}' names the recording of an earlier row");
        }
    }

    private static int Required(CsvTable table, int row, int column) =>
        LabelTable.WholeNumber(table, row, column) ?? throw table.Error(row, $"column '{table.Columns[column]}' is empty");

    private static double? ReadAge(CsvTable table, int row, int column) => table.Number(row, column) switch
    {
        OverEightyNine => 90,
        var age => age,
    };

    /// <summary>PTB-XL writes 0 for male and 1 for female.</summary>
    private static Sex ReadSex(CsvTable table, int row, int column) => table.Number(row, column) switch
    {
        0 => Sex.Male,
        1 => Sex.Female,
        _ => Sex.Unknown,
    };

    private sealed record Statements(
        IReadOnlyDictionary<string, double> Codes, IReadOnlyList<string> Diagnoses, IReadOnlySet<string> Superclasses);
}
