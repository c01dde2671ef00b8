using System.Globalization;
using EcgCmrNative.Data.Formats.Nifti;
using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Synthetic.Cine;
using EcgCmrNative.Data.Synthetic.Hearts;

namespace EcgCmrNative.Data.Synthetic.Cohort;

/// <summary>One person of a <see cref="VirtualCohort"/>: the heart, and what is known and recorded of it.</summary>
public sealed class VirtualSubject
{
    /// <summary>Folds that a cohort has, numbered from 1; each is 5 % of it.</summary>
    public const int Folds = 20;

    private readonly ulong _seed;
    private readonly int _number;

    internal VirtualSubject(ulong seed, int number)
    {
        (_seed, _number) = (seed, number);
        Heart = VirtualHeart.Random(Draws(Purpose.Heart));
        Electricity = EcgForwardModel.Of(Heart, Draws(Purpose.Ecg));
        var draws = Draws(Purpose.Labels);
        Measured = Phenotypes.Measure(Heart, draws);
        CoronaryArteryDisease = Recorded(Heart.Illness.CoronaryArteryDisease, draws);
        AtrialFibrillation = Recorded(Heart.Illness.AtrialFibrillation, draws);
        Diabetes = Recorded(Heart.Illness.Diabetes, draws);
        Fold = FoldOf(seed, number);
    }

    /// <summary>What each stream of random numbers is for; <see cref="SyntheticEcg"/> itself uses the first two of a recording.</summary>
    private enum Purpose
    {
        Heart = 16,
        Labels,
        Ecg,
        Torso,
        Cine,
        Folds,
    }

    /// <summary>The name of the person and of the files; people of two cohorts are different people.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"V{_seed}_{_number:D6}");

    /// <summary>The heart, as it is.</summary>
    public VirtualHeart Heart { get; }

    /// <summary>How the heart beats electrically on the day of the recording.</summary>
    public EcgModel Electricity { get; }

    /// <summary>The phenotypes as measured, in the order of <see cref="Phenotypes.Names"/>; NaN where missing.</summary>
    public IReadOnlyList<double> Measured { get; }

    /// <summary>Coronary artery disease as the records have it: 1, 0, or NaN if they say nothing.</summary>
    public double CoronaryArteryDisease { get; }

    /// <summary>Atrial fibrillation as the records have it.</summary>
    public double AtrialFibrillation { get; }

    /// <summary>Diabetes mellitus as the records have it.</summary>
    public double Diabetes { get; }

    /// <summary>
    /// From 1 to <see cref="Folds"/>. Each block of as many people has every fold once, so that folds are exact shares of every cohort
    /// whose size is a multiple.
    /// </summary>
    public int Fold { get; }

    /// <summary>Records the ECG: twelve leads, 10 s, 500 Hz.</summary>
    public EcgRecording RecordEcg()
    {
        var recording = SyntheticEcg.Record(Electricity, _seed, _number, field: EcgForwardModel.Torso(Heart.Person, Draws(Purpose.Torso)));
        var age = Heart.Person.AgeYears.ToString("F0", CultureInfo.InvariantCulture);
        return recording with
        {
            Name = Name,
            SourcePath = Name,
            Subject = new EcgSubject { AgeYears = Math.Round(Heart.Person.AgeYears), Sex = Heart.Person.Sex },
            Comments = [$"Age: {age}", $"Sex: {Heart.Person.Sex}"],
        };
    }

    /// <summary>The part of a beat that each sample of <see cref="RecordEcg"/> is in.</summary>
    /// <param name="samplingRateHz">Sampling rate of the result.</param>
    /// <returns>One part per sample of 10 s.</returns>
    public BeatSegment[] EcgSegments(double samplingRateHz = 500) =>
        SyntheticEcg.Segments(Electricity, _seed, _number, samplingRateHz: samplingRateHz);

    /// <summary>
    /// What each pixel of the mid-ventricular slice of <see cref="ImageCine"/> shows; see <see cref="SyntheticCine.Tissues"/>.
    /// </summary>
    /// <param name="phases">The phases.</param>
    public IReadOnlyList<HeartTissue[]> HeartTissues(params IReadOnlyList<int> phases) =>
        SyntheticCine.Tissues(Heart, Draws(Purpose.Cine), phases);

    /// <summary>Images the heart; see <see cref="SyntheticCine.Image"/>.</summary>
    public NiftiImage ImageCine(bool stack = false) => SyntheticCine.Image(Heart, Draws(Purpose.Cine), stack);

    /// <summary>Records know nine of ten who are ill, take three in a thousand for ill who are not, and lack one in a hundred.</summary>
    private static double Recorded(bool ill, IDraws draws)
    {
        var (truth, missing) = (draws.Uniform(), draws.Uniform());
        return missing < 0.01 ? double.NaN : (ill ? truth < 0.9 : truth < 0.003) ? 1 : 0;
    }

    /// <summary>The person's place in their block's permutation, which the first of the block would find as well.</summary>
    private static int FoldOf(ulong seed, int number)
    {
        var (draws, order) = (Draws(seed, number / Folds, Purpose.Folds), new int[Folds]);
        for (var i = 0; i < Folds; i++)
        {
            var other = draws.Integer(i + 1);
            (order[i], order[other]) = (order[other], i + 1);
        }
        return order[number % Folds];
    }

    private CounterDraws Draws(Purpose purpose) => Draws(_seed, _number, purpose);

    private static CounterDraws Draws(ulong seed, int sample, Purpose purpose)
    {
        var draws = new CounterDraws(seed);
        draws.Restart(0, sample, (int)purpose);
        return draws;
    }
}
