using System.Collections.Concurrent;
using System.Text;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Files.Storage;
using OpsFlux.Kernel.Files.Uploads;

namespace OpsFlux.Tests.Kernel.Access.Matrix;

/// <summary>Contents of marked files, without a disk; everything else goes to the store behind it.</summary>
internal sealed class MarkedStore(IFileStore behind) : IFileStore
{
    private readonly ConcurrentDictionary<Guid, string> texts = new();

    public void Keep(Attachment file, string text) => texts[file.StorageKey] = text;

    public Task PutAsync(Guid key, StagedFile file, CancellationToken ct) => behind.PutAsync(key, file, ct);

    public Task<Stream?> OpenAsync(Guid key, CancellationToken ct) =>
        texts.TryGetValue(key, out var text) ? Task.FromResult<Stream?>(new MemoryStream(Encoding.UTF8.GetBytes(text))) : behind.OpenAsync(key, ct);

    public Task DeleteAsync(Guid key, CancellationToken ct) => behind.DeleteAsync(key, ct);

    public IAsyncEnumerable<StoredFile> ListAsync(CancellationToken ct) => behind.ListAsync(ct);
}
