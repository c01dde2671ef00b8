using EcgCmrNative.Cli.Drawing;
using EcgCmrNative.Cli.Runs;

namespace EcgCmrNative.Cli.Reports;

/// <summary>Held-out recordings and their reconstructions.</summary>
internal static class ReconstructionSection
{
    private const int Pictures = 3;

    public static void Add(HtmlReport report, MaskedModellingRun run)
    {
        report.Section("Reconstructions of held-out recordings");
        foreach (var (title, picture) in Draw(run)) report.Picture(picture, $"{title}: the white parts are the input of the model.");
        if (run.Configuration.Options.NormalizeTargets)
            report.Text("The model was trained on standardised patches, so its reconstruction is not in millivolts.");
    }

    /// <summary>Draws the first held-out recordings. They are numbered: names may tell who a person is.</summary>
    public static IReadOnlyList<(string Title, Canvas Picture)> Draw(MaskedModellingRun run)
    {
        var rows = run.Configuration.ValidationRows.Take(Pictures).ToArray();
        var pictures = new List<(string, Canvas)>();
        run.Recipe.ForEachReconstruction(rows, (batch, result) =>
        {
            var assembled = run.Recipe.Autoencoder.Assemble(result.Prediction).ToSingles();
            var encoder = run.Recipe.Autoencoder.Configuration.Encoder;
            for (var i = 0; i < batch.Count; i++)
            {
                var name = $"recording {pictures.Count + 1}";
                var size = encoder.Leads * encoder.Samples;
                pictures.Add((name, ReconstructionPicture.Draw(
                    name, batch.Window(i), assembled.AsSpan(i * size, size),
                    Masked(batch.Mask.Position.Slice(i * encoder.Patches, encoder.Patches), encoder.PatchLeads, encoder.GridColumns),
                    encoder.Leads)));
            }
        });
        return pictures;
    }

    /// <summary>[leads, columns] from [rows of patches, columns].</summary>
    private static bool[] Masked(ReadOnlySpan<int> position, int leadsPerPatch, int columns)
    {
        var masked = new bool[position.Length * leadsPerPatch];
        for (var i = 0; i < masked.Length; i++) masked[i] = position[i / columns / leadsPerPatch * columns + i % columns] < 0;
        return masked;
    }
}
