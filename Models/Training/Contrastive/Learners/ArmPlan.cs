using EcgCmrNative.Models.Encoders;
using EcgCmrNative.Models.Objectives.Siamese;

namespace EcgCmrNative.Models.Training.Contrastive.Learners;

/// <summary>How a siamese arm is made.</summary>
/// <param name="Modality">The modality of its encoder.</param>
/// <param name="Suffix">Suffix of the names of its weights; empty if both inputs share it.</param>
/// <param name="Create">Makes an arm with new weights.</param>
public sealed record ArmPlan(Modality Modality, string Suffix, Func<SiameseArm> Create);
