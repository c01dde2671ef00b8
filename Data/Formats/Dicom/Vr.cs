namespace EcgCmrNative.Data.Formats.Dicom;

/// <summary>
/// Value representations: two letters each, read as a big-endian number. Only those that decide how an element is read are named.
/// </summary>
internal static class Vr
{
    public const ushort OB = 'O' << 8 | 'B';
    public const ushort OD = 'O' << 8 | 'D';
    public const ushort OF = 'O' << 8 | 'F';
    public const ushort OL = 'O' << 8 | 'L';
    public const ushort OV = 'O' << 8 | 'V';
    public const ushort OW = 'O' << 8 | 'W';
    public const ushort SQ = 'S' << 8 | 'Q';
    public const ushort SV = 'S' << 8 | 'V';
    public const ushort UC = 'U' << 8 | 'C';
    public const ushort UN = 'U' << 8 | 'N';
    public const ushort UR = 'U' << 8 | 'R';
    public const ushort UT = 'U' << 8 | 'T';
    public const ushort UV = 'U' << 8 | 'V';

    public static bool IsPlausible(int vr) => vr >> 8 is >= 'A' and <= 'Z' && (vr & 0xFF) is >= 'A' and <= 'Z';
}
