using OpsFlux.Kernel.Records;

namespace OpsFlux.Kernel.Files;

public enum AttachmentState
{
    Clean,

    /// <summary>No scanner has looked at it yet: shown, and not to be downloaded. The job files.rescan tries again.</summary>
    Quarantined,

    /// <summary>A later scan found something: the line stays, the content is gone.</summary>
    Infected,
}

/// <summary>
/// A file of a record, or one that its uploader holds in a tray until the record or the comment it belongs to is sent.
/// The content lies in the <see cref="Storage.IFileStore"/> under <see cref="StorageKey"/>.
/// </summary>
public sealed class Attachment
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Null while held.</summary>
    public string? RecordKind { get; set; }
    public Guid? RecordId { get; set; }

    /// <summary>What it hangs on; null while held.</summary>
    public RecordRef? Record => RecordKind is { } kind && RecordId is { } id ? new(kind, id) : null;

    /// <summary>The form it was chosen in, such as "ticket:new"; null once it hangs on a record.</summary>
    public string? Tray { get; set; }

    /// <summary>As <see cref="FileName.Safe"/> left it.</summary>
    public required string Name { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Of the content, in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>What the content is, never what the client said it was.</summary>
    public required string ContentType { get; init; }

    /// <summary>Pixels; null for what is no image.</summary>
    public int? Width { get; init; }
    public int? Height { get; init; }
    public bool IsInternal { get; set; }

    /// <summary>A document that the record has issued, such as a numbered report: nobody takes it off.</summary>
    public bool IsKept { get; set; }
    public required Guid UploadedBy { get; init; }
    public DateTimeOffset UploadedAt { get; init; }
    public AttachmentState State { get; set; }
    public required Guid StorageKey { get; init; }
    public DateTimeOffset? RemovedAt { get; set; }
    public Guid? RemovedBy { get; set; }

    /// <summary>When the content was deleted: some time after the removal, or at once for what was infected.</summary>
    public DateTimeOffset? BlobDeletedAt { get; set; }
}
