using EcgCmrNative.Data.Cohorts.Stores;
using EcgCmrNative.Data.Randomness;

namespace EcgCmrNative.Data.Cohorts;

/// <summary>A person with at least one ECG and one image.</summary>
/// <param name="Patient">The person.</param>
/// <param name="EcgRows">Their rows in the ECG store, ascending.</param>
/// <param name="ImageRows">Their rows in the image store, ascending.</param>
public sealed record PairedPatient(string Patient, IReadOnlyList<int> EcgRows, IReadOnlyList<int> ImageRows);

/// <summary>
/// An ECG store and an image store, joined by person. A person is one sample, however many ECG windows and images they have: two pairs of
/// one heart in a batch would be each other's negatives. Training draws one of each in every epoch, evaluation takes the first of each.
/// </summary>
public sealed class PairedCohort
{
    private readonly int[] _ecgLabels;
    private readonly int[] _imageLabels;
    private CohortRecord[]? _records;

    /// <summary>Joins two stores. The caller closes them.</summary>
    /// <exception cref="ArgumentException">No person is in both.</exception>
    public PairedCohort(EcgStore ecgs, ImageStore images)
    {
        ArgumentNullException.ThrowIfNull(ecgs);
        ArgumentNullException.ThrowIfNull(images);
        (Ecgs, Images) = (ecgs, images);
        var (ecgRows, imageRows) = (RowsByPatient(ecgs), RowsByPatient(images));
        Patients =
        [
            .. ecgRows.Where(entry => imageRows.ContainsKey(entry.Key)).OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => new PairedPatient(entry.Key, entry.Value, imageRows[entry.Key])),
        ];
        if (Patients.Count == 0)
            throw new ArgumentException(
                $"no person is in both stores: {ecgRows.Count} people with ECGs ('{ecgs.Rows[0].Patient}', …), "
                + $"{imageRows.Count} with images ('{images.Rows[0].Patient}', …); prepare both stores with the same names of people");
        EcgsOnly = ecgRows.Count - Patients.Count;
        ImagesOnly = imageRows.Count - Patients.Count;
        LabelNames = [.. ecgs.Manifest.LabelNames.Union(images.Manifest.LabelNames, StringComparer.Ordinal)];
        _ecgLabels = Columns(ecgs);
        _imageLabels = Columns(images);
    }

    /// <summary>The store of ECGs.</summary>
    public EcgStore Ecgs { get; }

    /// <summary>The store of images.</summary>
    public ImageStore Images { get; }

    /// <summary>
    /// The people who are in both stores, in ordinal order of their names, so that the order of the stores does not matter.
    /// </summary>
    public IReadOnlyList<PairedPatient> Patients { get; }

    /// <summary>Number of people who are in both.</summary>
    public int Count => Patients.Count;

    /// <summary>People with ECGs and no image; they are left out.</summary>
    public int EcgsOnly { get; }

    /// <summary>People with images and no ECG; they are left out.</summary>
    public int ImagesOnly { get; }

    /// <summary>The labels of either store, without repetition.</summary>
    public IReadOnlyList<string> LabelNames { get; }

    /// <summary>Every person as one record with the labels of their first rows, for <see cref="PatientSplit"/>.</summary>
    public IReadOnlyList<CohortRecord> Records => _records ??=
    [
        .. Patients.Select((patient, index) =>
        {
            var (ecg, image) = First(index);
            return new CohortRecord(patient.Patient, patient.Patient, Labels(ecg, image), Ecgs.Rows[ecg].Fold ?? Images.Rows[image].Fold);
        }),
    ];

    /// <summary>A person's first row in each store, for evaluation.</summary>
    public (int EcgRow, int ImageRow) First(int patient) => (Patients[patient].EcgRows[0], Patients[patient].ImageRows[0]);

    /// <summary>
    /// One of a person's rows in each store, for training. Draws: an integer for the ECG if there are several, then one for the image
    /// if there are several.
    /// </summary>
    public (int EcgRow, int ImageRow) Draw(int patient, IDraws draws)
    {
        ArgumentNullException.ThrowIfNull(draws);
        return (One(Patients[patient].EcgRows), One(Patients[patient].ImageRows));

        int One(IReadOnlyList<int> rows) => rows.Count == 1 ? rows[0] : rows[draws.Integer(rows.Count)];
    }

    /// <summary>
    /// The labels of a pair in the order of <see cref="LabelNames"/>: from the ECG's row, else from the image's row, else NaN.
    /// </summary>
    public float[] Labels(int ecgRow, int imageRow)
    {
        var (ofEcg, ofImage) = (Ecgs.Rows[ecgRow].Labels, Images.Rows[imageRow].Labels);
        var labels = new float[LabelNames.Count];
        for (var i = 0; i < labels.Length; i++)
        {
            var known = _ecgLabels[i] < 0 ? float.NaN : ofEcg[_ecgLabels[i]];
            labels[i] = float.IsNaN(known) && _imageLabels[i] >= 0 ? ofImage[_imageLabels[i]] : known;
        }
        return labels;
    }

    /// <summary>Where each of <see cref="LabelNames"/> is in a store; -1 if missing.</summary>
    private int[] Columns(PreparedStore store)
    {
        var names = store.Manifest.LabelNames.ToList();
        return [.. LabelNames.Select(name => names.IndexOf(name))];
    }

    private static Dictionary<string, List<int>> RowsByPatient(PreparedStore store)
    {
        var rows = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var row = 0; row < store.Count; row++)
        {
            var patient = store.Rows[row].Patient;
            if (!rows.TryGetValue(patient, out var ofPatient)) rows.Add(patient, ofPatient = []);
            ofPatient.Add(row);
        }
        return rows;
    }
}
