using EcgCmrNative.Data.Randomness;

namespace EcgCmrNative.Data.Images.Augmentation;

/// <summary>One augmentation of an image, channels × height × width, as torchvision defines it for tensors.</summary>
public abstract record ImageAugmentation : Augmentation<ImageBuffer>;
