using OpsFlux.Kernel.Files.Uploads;

namespace OpsFlux.Kernel.Files.Storage;

/// <summary>Something the store holds.</summary>
public sealed record StoredFile(Guid Key, DateTimeOffset WrittenAt);

/// <summary>
/// Keeps contents by UUID. Whatever fails is an <see cref="IOException"/>: a full disk, a folder that is away, a bucket
/// that refuses.
/// </summary>
public interface IFileStore
{
    /// <summary>Keeps the content, whole or not at all, and durably before it returns. May consume <paramref name="file"/>.</summary>
    Task PutAsync(Guid key, StagedFile file, CancellationToken ct);

    /// <summary>The content, seekable and read as it is needed; null where there is none.</summary>
    Task<Stream?> OpenAsync(Guid key, CancellationToken ct);

    /// <summary>Done also where there was none.</summary>
    Task DeleteAsync(Guid key, CancellationToken ct);

    /// <summary>Everything held, in no order.</summary>
    IAsyncEnumerable<StoredFile> ListAsync(CancellationToken ct);
}
