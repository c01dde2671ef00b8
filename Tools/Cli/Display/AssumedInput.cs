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
        using var file = EncoderFile.Open(weights);
        foreach (var found in file.Encoders.Where(found => found.IsInputAssumed))
        {
            var own = found.Kind.Modality;
            if (modality is { } used && used != own) continue;
            var data = own == Modality.Ecg ? "ECGs" : "images";
            terminal.Say($"note: {file.Path} does not say how its {data} were prepared; {consequence}");
        }
    }
}
