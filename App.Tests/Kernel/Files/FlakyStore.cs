using OpsFlux.Kernel.Files.Storage;
using OpsFlux.Kernel.Files.Uploads;

namespace OpsFlux.Tests.Kernel.Files;

/// <summary>A store that can be told to fail.</summary>
public sealed class FlakyStore(IFileStore real) : IFileStore
{
    /// <summary>What keeping throws; null: works.</summary>
    public IOException? Failure { get; set; }

    public Task PutAsync(Guid key, StagedFile file, CancellationToken ct) => Failure is null ? real.PutAsync(key, file, ct) : Task.FromException(Failure);

    public Task<Stream?> OpenAsync(Guid key, CancellationToken ct) => real.OpenAsync(key, ct);

    public Task DeleteAsync(Guid key, CancellationToken ct) => real.DeleteAsync(key, ct);

    public IAsyncEnumerable<StoredFile> ListAsync(CancellationToken ct) => real.ListAsync(ct);
}
