namespace EcgCmrNative.Tests.Data.Files;

/// <summary>A folder of its own for one test, gone with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ecgcmr-test-");

    public string this[string name] => Path.Combine(_folder.FullName, name);

    public IEnumerable<string> FileNames => _folder.EnumerateFiles().Select(file => file.Name);

    public string Write(string name, byte[] content)
    {
        File.WriteAllBytes(this[name], content);
        return this[name];
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
