namespace OpsFlux.Tests.Support;

/// <summary>
/// A folder of a test's own, gone with it. Others may pass through it, unlike .NET's own temporary folders: a cluster in it
/// runs as another account when the tests run as root.
/// </summary>
public sealed class TempFolder : IDisposable
{
    private const UnixFileMode Passage =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <param name="name">Appended to the folder's name, for tests of unusual paths.</param>
    public TempFolder(string name = "")
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"opsflux-{Guid.CreateVersion7():n}{name}");
        Directory.CreateDirectory(Path);
        File.SetUnixFileMode(Path, Passage);
    }

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
