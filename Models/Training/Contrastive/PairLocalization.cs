using EcgCmrNative.Engine;
using EcgCmrNative.Models.Explanation;
using EcgCmrNative.Models.Training.Contrastive.Views;

namespace EcgCmrNative.Models.Training.Contrastive;

/// <summary>Pairs as the encoders see them, and where their two sides find each other.</summary>
/// <param name="Patients">Who they are of.</param>
/// <param name="Pairs">Images and ECG windows without augmentation.</param>
/// <param name="ImageShape">Of <see cref="PairBatch.PlainImages"/>: [pairs, height, width, channels].</param>
/// <param name="EcgShape">Of <see cref="PairBatch.PlainEcgs"/>: [pairs, 1, leads, samples].</param>
/// <param name="Maps">The maps.</param>
public sealed record PairLocalization(
    IReadOnlyList<string> Patients, PairBatch Pairs, Shape ImageShape, Shape EcgShape, LocalizationMaps Maps);
