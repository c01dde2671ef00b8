using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Formats.Nifti;

/// <summary>
/// NIfTI-1 and NIfTI-2 images. Source: Cox et al., "A (sort of) new image data format standard: NIfTI-1", HBM 2004, and the headers
/// nifti1.h and nifti2.h of the NIfTI Data Format Working Group.
/// </summary>
public static class NiftiFile
{
    /// <summary>
    /// Reads a whole image: .nii, .nii.gz (by content, not by name), or one of a pair .hdr and .img (either may be compressed, either may
    /// be named).
    /// </summary>
    /// <exception cref="DataFormatException">
    /// The file is missing, is not a NIfTI image, is damaged, or its voxels are not single real numbers.
    /// </exception>
    public static NiftiImage Read(string path, IFileSystem? files = null) => NiftiReader.Read(files ?? FileSystem.Disk, path);

    /// <summary>
    /// Writes a NIfTI-1 image atomically; one whose name ends in .gz is compressed, with no time stamp, so that equal images make equal
    /// files.
    /// </summary>
    /// <param name="path">Ends in .nii or .nii.gz.</param>
    /// <param name="image">The image. An orientation is written as sform.</param>
    /// <param name="storage">How voxels are stored; a NaN is kept by <see cref="NiftiStorage.Float32"/> alone.</param>
    /// <param name="files">The file system; the machine's if null.</param>
    /// <exception cref="ArgumentException">
    /// The name has another ending; sizes contradict each other; an axis is longer than 32767 voxels.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written; an older file is untouched.</exception>
    public static void Write(string path, NiftiImage image, NiftiStorage storage = NiftiStorage.Float32, IFileSystem? files = null) =>
        (files ?? FileSystem.Disk).WriteAtomically(path, new NiftiWriter(path, image, storage).Write);
}
