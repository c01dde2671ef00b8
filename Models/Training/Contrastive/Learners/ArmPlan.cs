using EcgCmrNative.Models.Objectives.Multimodal;
using EcgCmrNative.Models.Objectives.Siamese;

namespace EcgCmrNative.Models.Training.Contrastive.Learners;

/// <summary>How a siamese arm is made.</summary>
/// <param name="Modality">What its encoder takes.</param>
/// <param name="Suffix">What is added to the names of its weights; empty if both inputs share it.</param>
/// <param name="Create">Makes an arm with new weights.</param>
public sealed record ArmPlan(Modality Modality, string Suffix, Func<SiameseArm> Create);
