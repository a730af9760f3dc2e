using OpsFlux.Kernel.Files.Storage;
using OpsFlux.Kernel.Files.Uploads;

namespace OpsFlux.Tests.Kernel.Mail.Attachments;

/// <summary>A store whose files all say the same, and that can be told to fail.</summary>
internal sealed class MailFiles : IFileStore
{
    private readonly List<MemoryStream> opened = [];

    /// <summary>The files there are.</summary>
    public HashSet<Guid> Kept { get; } = [];

    /// <summary>What opening throws; null: works.</summary>
    public IOException? Failure { get; set; }

    /// <summary>The file whose opening alone throws.</summary>
    public Guid? Broken { get; set; }

    /// <summary>Files that were opened and are not closed.</summary>
    public int Open => opened.Count(s => s.CanRead);

    public Task PutAsync(Guid key, StagedFile file, CancellationToken ct) => throw new NotSupportedException();

    public Task<Stream?> OpenAsync(Guid key, CancellationToken ct)
    {
        if (Failure is not null || key == Broken) return Task.FromException<Stream?>(Failure ?? new("The disk is away"));
        if (!Kept.Contains(key)) return Task.FromResult<Stream?>(null);
        opened.Add(new("bonjour"u8.ToArray()));
        return Task.FromResult<Stream?>(opened[^1]);
    }

    public Task DeleteAsync(Guid key, CancellationToken ct) => throw new NotSupportedException();

    public IAsyncEnumerable<StoredFile> ListAsync(CancellationToken ct) => throw new NotSupportedException();
}
