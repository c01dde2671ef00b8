using EcgCmrNative.Data.Randomness;

namespace EcgCmrNative.Data.Signals.Augmentation;

/// <summary>One augmentation of an ECG window, leads × samples.</summary>
public abstract record SignalAugmentation : Augmentation<SignalBuffer>;
