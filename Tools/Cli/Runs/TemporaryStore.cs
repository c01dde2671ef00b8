namespace EcgCmrNative.Cli.Runs;

/// <summary>A folder for a store that a command needs while it runs, made when first asked for and deleted at its end.</summary>
internal sealed class TemporaryStore : IDisposable
{
    private DirectoryInfo? _folder;

    /// <summary>The path of the store.</summary>
    public string Path => System.IO.Path.Combine((_folder ??= Directory.CreateTempSubdirectory("ecgcmr-")).FullName, "store");

    /// <inheritdoc/>
    public void Dispose() => _folder?.Delete(recursive: true);
}
