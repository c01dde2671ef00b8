using EcgCmrNative.Data.Files;

namespace EcgCmrNative.Data.Formats.Tensors;

/// <summary>A file format of named tensors, an entry of the table of tensor formats.</summary>
/// <param name="Name">The usual name of the format.</param>
/// <param name="Extensions">Extensions that only files of this format have.</param>
/// <param name="SharedExtensions">Extensions that files of this format have and other files too.</param>
/// <param name="Recognizes">True if a file is of this format, by its first bytes or its name.</param>
/// <param name="Open">Opens a file and takes it over; throws <see cref="DataFormatException"/> if it is damaged.</param>
internal sealed record TensorFormat(
    string Name, IReadOnlyList<string> Extensions, IReadOnlyList<string> SharedExtensions,
    Func<InputFile, bool> Recognizes, Func<InputFile, TensorFile> Open);
