using System.Runtime.CompilerServices;
using OpsFlux.Kernel.Files.Uploads;

namespace OpsFlux.Kernel.Files.Storage;

/// <summary>
/// A folder, which several instances may share: <c>ab/cd/{uuid}</c>. The fan-out is taken from the end of the UUID, its
/// random part: version 7 begins with the time, which would put a month's files in one folder.
/// </summary>
internal sealed class FolderFileStore(FilesOptions options) : IFileStore
{
    private const UnixFileMode OurselvesAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private string Root => options.Folder!;   // FilesOptions.From always sets it

    public Task PutAsync(Guid key, StagedFile file, CancellationToken ct)
    {
        var path = PathOf(key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!, OurselvesAlone);   // our own path has a folder
        file.MoveTo(path);
        return Task.CompletedTask;
    }

    public Task<Stream?> OpenAsync(Guid key, CancellationToken ct)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(key), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 81_920, FileOptions.Asynchronous));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task DeleteAsync(Guid key, CancellationToken ct)
    {
        try
        {
            File.Delete(PathOf(key));
        }
        catch (DirectoryNotFoundException)
        {
            // As good as deleted.
        }

        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<StoredFile> ListAsync([EnumeratorCancellation] CancellationToken ct)
    {
        if (!Directory.Exists(Root)) yield break;
        foreach (var file in new DirectoryInfo(Root).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 }))
        {
            ct.ThrowIfCancellationRequested();
            if (Guid.TryParseExact(file.Name, "N", out var key) && file.FullName == PathOf(key)) yield return new(key, file.LastWriteTimeUtc);
        }

        await Task.CompletedTask;
    }

    private string PathOf(Guid key)
    {
        var name = key.ToString("N");
        return Path.Combine(Root, name[^2..], name[^4..^2], name);
    }
}
