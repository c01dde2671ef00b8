using System.Buffers;
using System.IO.Compression;
using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Formats.Dicom;

/// <summary>
/// A DICOM file with one or more grey pictures: implicit, explicit and deflated little endian, and explicit big endian, with or without
/// preamble. Of compressed transfer syntaxes everything but the pixels is read. Source: the DICOM standard, PS3.5 (encoding), PS3.10
/// (files), PS3.3 (what the elements mean).
/// </summary>
public sealed class DicomFile : IDisposable
{
    private const int PreambleBytes = 128;

    /// <summary>
    /// A deflated data set does not state its length. Data that inflates to more than this and a hundred times its size is refused.
    /// </summary>
    private const int MaximumInflatedBytes = 1 << 23;

    private const int MaximumPixels = 1 << 26;

    private readonly InputFile _file;
    private readonly DicomDataSet _set;

    private DicomFile(InputFile opened)
    {
        Path = opened.Path;
        _file = opened;
        var at = StartOf(opened, out var hasPreamble);
        var meta = new DicomParser(opened, bigEndian: false).ReadMeta(ref at);
        TransferSyntax = meta.Text(DicomTag.TransferSyntaxUid) is { } uid ? DicomTransferSyntax.Find(uid) : Guess(opened, at);
        if (TransferSyntax == DicomTransferSyntax.Deflated)
        {
            _file = Inflate(opened, at);
            opened.Dispose();
            at = 0;
        }
        _set = new DicomParser(_file, TransferSyntax.IsBigEndian).ReadDataSet(at, TransferSyntax.IsExplicit);
        Rows = _set.UInt16(DicomTag.Rows) ?? 0;
        Columns = _set.UInt16(DicomTag.Columns) ?? 0;
        if (!hasPreamble && !HasPixels && _set.Find(DicomTag.SopClassUid) is null) throw _file.Failure(0, "not a DICOM file");
        Frames = HasPixels ? DicomFrames.Of(_set) : [];
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>How it is encoded.</summary>
    public DicomTransferSyntax TransferSyntax { get; }

    /// <summary>Pixels in a column; 0 in a file without picture.</summary>
    public int Rows { get; }

    /// <summary>Pixels in a row; 0 in a file without picture.</summary>
    public int Columns { get; }

    /// <summary>The attributes of every frame; empty in a file without picture.</summary>
    public IReadOnlyList<DicomFrame> Frames { get; }

    /// <summary>The patient's identifier, or null.</summary>
    public string? PatientId => _set.Text(DicomTag.PatientId);

    /// <summary>M, F or O, or null.</summary>
    public string? PatientSex => _set.Text(DicomTag.PatientSex);

    /// <summary>As the standard writes it, "045Y"; or null.</summary>
    public string? PatientAge => _set.Text(DicomTag.PatientAge);

    /// <summary>Identifies the file's content, wherever it is copied to; or null.</summary>
    public string? InstanceUid => _set.Text(DicomTag.SopInstanceUid);

    /// <summary>The modality, MR for magnetic resonance; or null.</summary>
    public string? Modality => _set.Text(DicomTag.Modality);

    /// <summary>Who made the scanner and its model, or null.</summary>
    public string? Scanner =>
        (_set.Text(DicomTag.Manufacturer), _set.Text(DicomTag.ManufacturerModelName)) switch
        {
            (null, var model) => model,
            (var maker, null) => maker,
            var (maker, model) => $"{maker} {model}",
        };

    /// <summary>Identifies the study, or null.</summary>
    public string? StudyUid => _set.Text(DicomTag.StudyInstanceUid);

    /// <summary>Identifies the series within it, or null.</summary>
    public string? SeriesUid => _set.Text(DicomTag.SeriesInstanceUid);

    /// <summary>The series' number, or null.</summary>
    public int? SeriesNumber => _set.Integer(DicomTag.SeriesNumber);

    /// <summary>The series description, or null.</summary>
    public string? SeriesDescription => _set.Text(DicomTag.SeriesDescription);

    /// <summary>Millimetres, or null.</summary>
    public double? SliceThicknessMm => _set.Decimal(DicomTag.SliceThickness);

    /// <summary>True if the file has a picture, whether it can be decoded or not.</summary>
    public bool HasPixels => Rows > 0 && Columns > 0 && _set.Find(DicomTag.PixelData) is not null;

    /// <summary>Opens a file and reads all but its pixels.</summary>
    /// <exception cref="DataFormatException">The file is missing, is not a DICOM file, or is damaged.</exception>
    public static DicomFile Open(string path, IFileSystem? files = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = new InputFile(files ?? FileSystem.Disk, path);
        try
        {
            return new DicomFile(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// True if a file begins as DICOM does: with a preamble and its signature, or with an element that can be the first. Never throws
    /// for what is in it.
    /// </summary>
    public static bool IsDicom(string path, IFileSystem? files = null)
    {
        try
        {
            using var file = new InputFile(files ?? FileSystem.Disk, path);
            StartOf(file, out _);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>
    /// The pixels of a frame: rows × columns values in row-major order, rescaled; MONOCHROME1 is turned over so that high is white.
    /// </summary>
    /// <exception cref="DataFormatException">They are compressed, or of a kind that is not read, or not all there.</exception>
    public float[] ReadFrame(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Frames.Count);
        if (!TransferSyntax.IsNative)
            throw new DataFormatException(Path, null,
                $"the pixels are compressed with the unsupported transfer syntax {TransferSyntax}; "
                + "convert the file to Explicit VR Little Endian, for example with gdcmconv --raw or dcmdjpeg");
        var format = PixelFormat.Of(_set);
        var pixels = _set.Find(DicomTag.PixelData)!.Value;
        var (count, frame) = ((long)Rows * Columns, Frames[index]);
        if (count > MaximumPixels)
            throw _set.Failure(DicomTag.Rows, $"and columns give {Rows} × {Columns} pixels; at most {MaximumPixels} are allowed");
        var bytes = count * format.BytesPerPixel;
        if (bytes * Frames.Count > pixels.Length)
            throw _set.Failure(DicomTag.PixelData,
                $"has {pixels.Length} bytes, too few for {Frames.Count} × {Rows} × {Columns} pixels of {format.BytesPerPixel} bytes");
        var values = new float[count];
        var piece = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            var step = piece.Length / format.BytesPerPixel;
            for (var at = 0; at < values.Length; at += step)
            {
                var part = values.AsSpan(at, Math.Min(step, values.Length - at));
                var stored = piece.AsSpan(0, part.Length * format.BytesPerPixel);
                _file.Read(pixels.Offset + index * bytes + (long)at * format.BytesPerPixel, stored);
                format.Decode(stored, part, TransferSyntax.IsBigEndian, frame.RescaleSlope, frame.RescaleIntercept);
            }
        }
        finally { ArrayPool<byte>.Shared.Return(piece); }
        return values;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>
    /// After the preamble if there is one; else 0, if a data set can begin with the first element.
    /// </summary>
    private static long StartOf(InputFile file, out bool hasPreamble)
    {
        Span<byte> start = stackalloc byte[PreambleBytes + 4];
        hasPreamble = false;
        if (file.Length >= start.Length)
        {
            file.Read(0, start);
            hasPreamble = start[PreambleBytes..].SequenceEqual("DICM"u8);
            if (hasPreamble) return start.Length;
        }
        else
        {
            if (file.Length < 8) throw file.Failure(0, "not a DICOM file: it is too short");
            file.Read(0, start[..8]);
        }
        // Group 2 or 8, a small element number, and a length that fits or a VR.
        var (group, element) = (start[0] | start[1] << 8, start[2] | start[3] << 8);
        var length = BitConverter.ToUInt32(start[4..8]);
        var plausible = Vr.IsPlausible(start[4] << 8 | start[5]) || length <= file.Length - 8;
        if (group is not (2 or 8) || element > 0x18 || !plausible)
            throw file.Failure(0,
                $"not a DICOM file: no DICM at byte {PreambleBytes}, and the first element is not of group 2 or 8");
        return 0;
    }

    /// <summary>The encoding of a file that does not state it: explicit if the first element has a VR of two letters.</summary>
    private static DicomTransferSyntax Guess(InputFile file, long at)
    {
        if (file.Length - at < 8) throw file.Failure(at, "the file ends here; expected a data set");
        Span<byte> start = stackalloc byte[8];
        file.Read(at, start);
        return Vr.IsPlausible(start[4] << 8 | start[5])
            ? DicomTransferSyntax.ExplicitLittleEndian
            : DicomTransferSyntax.ImplicitLittleEndian;
    }

    private static InputFile Inflate(InputFile file, long at)
    {
        using var inflater = new DeflateStream(new FileStretch(file, at, file.Length - at), CompressionMode.Decompress);
        var most = Math.Max(MaximumInflatedBytes, 100 * (file.Length - at));
        var inflated = new MemoryStream();
        var piece = new byte[1 << 16];
        try
        {
            while (inflater.Read(piece) is > 0 and var read)
            {
                if (inflated.Length + read > most) throw file.Failure(at, $"the data set inflates to more than {most} bytes");
                inflated.Write(piece, 0, read);
            }
        }
        catch (InvalidDataException e)
        {
            throw file.Failure(at, "the deflated data set is damaged", e);
        }
        return new InputFile($"{file.Path} (inflated)", inflated);
    }
}
