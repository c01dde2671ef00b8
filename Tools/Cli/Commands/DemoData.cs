using EcgCmrNative.Data.Cohorts;
using EcgCmrNative.Data.Randomness;
using EcgCmrNative.Data.Recordings;
using EcgCmrNative.Data.Recordings.Formats;
using EcgCmrNative.Data.Synthetic;

namespace EcgCmrNative.Cli.Commands;

/// <summary>The ECGs of the demo: those of a folder, or made up.</summary>
internal static class DemoData
{
    private const int FilesWritten = 12;

    /// <summary>Hearts of people who do not exist, each with one recording of ten seconds.</summary>
    public static IReadOnlyList<EcgSource> Synthetic(int count, ulong seed) => [.. Enumerable.Range(0, count).Select(number =>
        new EcgSource(new CohortRecord($"synthetic-{number:D6}", $"{number}", []), () => Record(number, seed)))];

    /// <summary>Writes the first of them as files, so that there is something to inspect and embed.</summary>
    public static void WriteFiles(string folder, ulong seed)
    {
        Directory.CreateDirectory(folder);
        for (var number = 0; number < FilesWritten; number++) WfdbFormat.Write(folder, Record(number, seed));
    }

    /// <summary>The recordings of a folder, with their people if the folder has a table of PTB-XL.</summary>
    public static IReadOnlyList<EcgSource> InFolder(string folder)
    {
        var sources = EcgSources.InFolder(folder, PtbXlDatabase.IsIn(folder) ? PtbXlDatabase.Read(folder).ToLabels() : null);
        return [.. sources.Select(source => source with { About = source.About with { Labels = [] } })];
    }

    private static EcgRecording Record(int number, ulong seed)
    {
        var draws = new CounterDraws(seed);
        const int HeartStream = 2; // 0 and 1 are the recording's own
        draws.Restart(0, number, HeartStream);
        return SyntheticEcg.Record(EcgModel.Random(draws), seed, number);
    }
}
