using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Encoders.Files;

namespace EcgCmrNative.Cli.Display;

/// <summary>Says that a file of weights does not say how the data of its encoder are prepared.</summary>
internal static class AssumedInput
{
    /// <summary>What follows where the weights are used.</summary>
    public const string Published = "the published preparation is assumed";

    /// <summary>A note for each encoder of a file whose preparation is not known.</summary>
    /// <param name="terminal">Receives the notes.</param>
    /// <param name="weights">A run, a checkpoint, or published weights.</param>
    /// <param name="consequence">What follows.</param>
    /// <param name="modality">The encoders that are used; null for all.</param>
    /// <exception cref="IOException">The file is damaged.</exception>
    public static void Say(Terminal terminal, string weights, string consequence = Published, Modality? modality = null)
    {
        foreach (var (own, data, file) in Read(weights))
        {
            if (modality is null || modality == own)
                terminal.Say($"note: {file} does not say how its {data} were prepared; {consequence}");
        }
    }

    /// <summary>The encoders of a file whose preparation is not known, for reports; none of a file that is gone by now.</summary>
    /// <param name="weights">A run, a checkpoint, or published weights.</param>
    /// <returns>The data and the name of the file, without its folders.</returns>
    public static IReadOnlyList<(string Data, string File)> In(string weights)
    {
        try
        {
            return [.. Read(weights).Select(found => (found.Data, Path.GetFileName(found.File)))];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static IReadOnlyList<(Modality Modality, string Data, string File)> Read(string weights)
    {
        using var file = EncoderFile.Open(weights);
        return
        [
            .. file.Encoders.Where(found => found.IsInputAssumed).Select(found => (
                found.Kind.Modality, found.Kind.Modality == Modality.Ecg ? "ECGs" : "images", file.Path)),
        ];
    }
}
