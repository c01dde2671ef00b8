using EcgCmrNative.Data.Files;
using EcgCmrNative.Engine.Modules;
using EcgCmrNative.Models.Cmr;
using EcgCmrNative.Models.Ecg;

namespace EcgCmrNative.Models.Training.Contrastive;

/// <summary>Fills encoders of either kind from files: checkpoints of this program, folders of its runs, and published weights.</summary>
internal static class EncoderWeights
{
    /// <summary>Puts the weights of a file, or of the best epoch of a run, into an encoder.</summary>
    /// <exception cref="DataFormatException">The file is damaged, or of another encoder.</exception>
    public static void LoadInto(Layer encoder, string path)
    {
        var file = RunFolder.Weights(path);
        if (encoder is CmrEncoder cmr) CmrEncoderFile.LoadInto(cmr, file);
        else EncoderFile.LoadInto((EcgEncoder)encoder, file);
    }
}
