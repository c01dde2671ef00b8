using EcgCmrNative.Engine;
using EcgCmrNative.Models.Explanation;
using EcgCmrNative.Models.Training.Contrastive.Views;

namespace EcgCmrNative.Models.Training.Contrastive;

/// <summary>Pairs as the encoders get them, and maps of their agreement.</summary>
/// <param name="Patients">The people.</param>
/// <param name="Pairs">Images and ECG windows without augmentation.</param>
/// <param name="ImageShape">Of the images, which are the first inputs: [pairs, height, width, channels].</param>
/// <param name="EcgShape">Of the ECGs, which are the second inputs: [pairs, 1, leads, samples].</param>
/// <param name="Maps">The maps.</param>
public sealed record PairLocalization(
    IReadOnlyList<string> Patients, ContrastiveBatch Pairs, Shape ImageShape, Shape EcgShape, LocalizationMaps Maps);
