namespace EcgCmrNative.Data.Formats.Dicom;

/// <summary>The data elements that this project uses, by group and element (DICOM PS3.6); all others are walked over.</summary>
internal enum DicomTag : uint
{
    TransferSyntaxUid = 0x0002_0010,
    SopClassUid = 0x0008_0016,
    SopInstanceUid = 0x0008_0018,
    Modality = 0x0008_0060,
    Manufacturer = 0x0008_0070,
    SeriesDescription = 0x0008_103E,
    ManufacturerModelName = 0x0008_1090,
    PatientId = 0x0010_0020,
    PatientSex = 0x0010_0040,
    PatientAge = 0x0010_1010,
    SliceThickness = 0x0018_0050,
    TriggerTime = 0x0018_1060,
    NominalInterval = 0x0018_1062,
    RRIntervalTimeNominal = 0x0020_9251,
    CardiacSynchronizationSequence = 0x0018_9118,
    StudyInstanceUid = 0x0020_000D,
    SeriesInstanceUid = 0x0020_000E,
    SeriesNumber = 0x0020_0011,
    InstanceNumber = 0x0020_0013,
    ImagePosition = 0x0020_0032,
    ImageOrientation = 0x0020_0037,
    TemporalPositionIdentifier = 0x0020_0100,
    SliceLocation = 0x0020_1041,
    FrameContentSequence = 0x0020_9111,
    PlanePositionSequence = 0x0020_9113,
    PlaneOrientationSequence = 0x0020_9116,
    TemporalPositionIndex = 0x0020_9128,
    NominalCardiacTriggerDelayTime = 0x0020_9153,
    SamplesPerPixel = 0x0028_0002,
    PhotometricInterpretation = 0x0028_0004,
    NumberOfFrames = 0x0028_0008,
    Rows = 0x0028_0010,
    Columns = 0x0028_0011,
    PixelSpacing = 0x0028_0030,
    BitsAllocated = 0x0028_0100,
    BitsStored = 0x0028_0101,
    HighBit = 0x0028_0102,
    PixelRepresentation = 0x0028_0103,
    RescaleIntercept = 0x0028_1052,
    RescaleSlope = 0x0028_1053,
    PixelMeasuresSequence = 0x0028_9110,
    PixelValueTransformationSequence = 0x0028_9145,
    SharedFunctionalGroupsSequence = 0x5200_9229,
    PerFrameFunctionalGroupsSequence = 0x5200_9230,
    PixelData = 0x7FE0_0010,
    Item = 0xFFFE_E000,
    ItemDelimitation = 0xFFFE_E00D,
    SequenceDelimitation = 0xFFFE_E0DD,
}

internal static class DicomTags
{
    public static int Group(this DicomTag tag) => (int)((uint)tag >> 16);

    /// <summary>The sequences among the elements that are used: implicit VR does not mark them.</summary>
    public static bool IsSequence(this DicomTag tag) => tag is
        DicomTag.CardiacSynchronizationSequence or DicomTag.FrameContentSequence or DicomTag.PlanePositionSequence
        or DicomTag.PlaneOrientationSequence or DicomTag.PixelMeasuresSequence or DicomTag.PixelValueTransformationSequence
        or DicomTag.SharedFunctionalGroupsSequence or DicomTag.PerFrameFunctionalGroupsSequence;

    /// <summary>As people write it: (0028,0010) Rows.</summary>
    public static string Describe(this DicomTag tag) =>
        $"({tag.Group():x4},{(uint)tag & 0xFFFF:x4}){(Enum.IsDefined(tag) ? " " + tag : "")}";
}
