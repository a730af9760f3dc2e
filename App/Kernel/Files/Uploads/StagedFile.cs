using System.Security.Cryptography;

namespace OpsFlux.Kernel.Files.Uploads;

/// <summary>
/// An upload as it arrives: on disk from its first byte, measured and hashed on the way, and gone when disposed unless it
/// was kept by <see cref="MoveTo"/>.
/// </summary>
public sealed class StagedFile : IAsyncDisposable
{
    private const int BufferBytes = 64 * 1024;
    private readonly FileStream stream;

    private StagedFile(FileStream stream) => this.stream = stream;

    /// <summary>Seekable; whoever reads sets the position first.</summary>
    public Stream Content => stream;

    public long Size => stream.Length;

    /// <summary>Lower-case hexadecimal; empty until filled.</summary>
    public string Sha256 { get; private set; } = "";

    public static StagedFile Create(string folder)
    {
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new(new FileStream(Path.Combine(folder, $"{Guid.CreateVersion7():N}.part"), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete,
            Options = FileOptions.Asynchronous,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            BufferSize = 0,
        }));
    }

    /// <summary>Takes the body whole; false, and no more is read, once it is longer than <paramref name="longest"/>.</summary>
    public async Task<bool> FillAsync(Stream body, long longest, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        long total = 0;
        for (int read; (read = await body.ReadAsync(buffer, ct)) > 0;)
        {
            total += read;
            if (total > longest) return false;
            hash.AppendData(buffer, 0, read);
            await stream.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        Sha256 = Convert.ToHexStringLower(hash.GetCurrentHash());
        return true;
    }

    /// <summary>Durably on disk first, then under its name: whoever finds the name finds the whole content.</summary>
    public void MoveTo(string path)
    {
        stream.Flush(flushToDisk: true);
        File.Move(stream.Name, path);
    }

    public async ValueTask DisposeAsync()
    {
        var path = stream.Name;
        await stream.DisposeAsync();
        File.Delete(path);   // quietly nothing where it was moved
    }
}
