namespace EcgCmrNative.Data.Files;

/// <summary>A folder is locked: another process, or something else in this one, is writing to it.</summary>
public sealed class FolderInUseException : IOException
{
    internal FolderInUseException(string folder, Exception? inner = null)
        : base($"{folder}: another process is writing to this folder; wait until it has ended, or choose another folder", inner)
    {
    }
}
