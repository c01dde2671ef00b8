namespace EcgCmrNative.Data.Synthetic;

/// <summary>The noise of a recording. It arises at the electrodes, so that the limb leads stay consistent.</summary>
public sealed record EcgNoise
{
    /// <summary>No noise at all.</summary>
    public static EcgNoise None { get; } = new() { BaselineWanderMillivolts = 0, MainsMillivolts = 0, MuscleMillivolts = 0 };

    /// <summary>Amplitude of slow drift, 0.05 to 0.4 Hz, breathing included.</summary>
    public double BaselineWanderMillivolts { get; init; } = 0.06;

    /// <summary>Amplitude of mains hum.</summary>
    public double MainsMillivolts { get; init; } = 0.004;

    /// <summary>Mains frequency, 50 or 60 Hz.</summary>
    public double MainsHz { get; init; } = 50;

    /// <summary>Standard deviation of muscle and amplifier noise.</summary>
    public double MuscleMillivolts { get; init; } = 0.008;
}
