using System.Globalization;
using EcgCmrNative.Data.Formats.Nifti;
using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Signals;
using EcgCmrNative.Data.Synthetic.Cine;
using EcgCmrNative.Data.Synthetic.Hearts;

namespace EcgCmrNative.Data.Synthetic.Cohort;

/// <summary>One person of a <see cref="VirtualCohort"/>: the heart, and what is known and recorded of it.</summary>
public sealed class VirtualSubject
{
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
    }

    /// <summary>What each stream of random numbers is for; <see cref="SyntheticEcg"/> itself uses the first two of a recording.</summary>
    private enum Purpose
    {
        Heart = 16,
        Labels,
        Ecg,
        Torso,
        Cine,
    }

    /// <summary>The name of the person and of the files.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"V{_number:D6}");

    /// <summary>The heart, as it is.</summary>
    public VirtualHeart Heart { get; }

    /// <summary>How the heart beats electrically on the day of the recording.</summary>
    public EcgModel Electricity { get; }

    /// <summary>The phenotypes as measured, in the order of <see cref="Phenotypes.Names"/>; NaN where missing.</summary>
    public IReadOnlyList<double> Measured { get; }

    /// <summary>Coronary artery disease as the records have it: 1, 0, or NaN where they say nothing.</summary>
    public double CoronaryArteryDisease { get; }

    /// <summary>Atrial fibrillation as the records have it.</summary>
    public double AtrialFibrillation { get; }

    /// <summary>Diabetes mellitus as the records have it.</summary>
    public double Diabetes { get; }

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

    /// <summary>Images the heart; see <see cref="SyntheticCine.Image"/>.</summary>
    public NiftiImage ImageCine(bool stack = false) => SyntheticCine.Image(Heart, Draws(Purpose.Cine), stack);

    /// <summary>Records know nine of ten who are ill, take three in a thousand for ill who are not, and lack one in a hundred.</summary>
    private static double Recorded(bool ill, IDraws draws)
    {
        var (truth, missing) = (draws.Uniform(), draws.Uniform());
        return missing < 0.01 ? double.NaN : (ill ? truth < 0.9 : truth < 0.003) ? 1 : 0;
    }

    private CounterDraws Draws(Purpose purpose)
    {
        var draws = new CounterDraws(_seed);
        draws.Restart(0, _number, (int)purpose);
        return draws;
    }
}
