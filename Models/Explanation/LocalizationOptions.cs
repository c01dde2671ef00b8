namespace EcgCmrNative.Models.Explanation;

/// <summary>How <see cref="LocalizationMaps"/> are computed.</summary>
public sealed record LocalizationOptions
{
    /// <summary>How many times finer than the encoders' grids the maps are, along each axis.</summary>
    public int Upsampling { get; init; } = 2;

    /// <summary>Divides the cosines.</summary>
    public double Temperature { get; init; } = 0.6;

    /// <summary>Makes the image's and the ECG's importance distributions over their places.</summary>
    public bool Softmax { get; init; }

    /// <summary>
    /// Upsamples ECG tokens along one axis of all leads in a row, as published, which mixes the end of a lead with the beginning of the
    /// next; otherwise within each lead.
    /// </summary>
    public bool AcrossLeads { get; init; }
}
