using OpsFlux.Kernel.Audit;

namespace OpsFlux.Kernel.Mail.Attachments;

/// <summary>
/// A file that travels with a mail: its own bytes, or one of ours by its row and hash, of which no copy is kept. Deleted
/// with its mail. Made by <c>MailMessage.Attach</c> alone, which keeps to the limit.
/// </summary>
public sealed class MailAttachment : INotAudited
{
    /// <summary>Of a media type.</summary>
    public const int LongestType = 127;

    /// <summary>Of the mail it travels with.</summary>
    public Guid MailId { get; init; }

    /// <summary>From 0, in the order they were added.</summary>
    public required int Position { get; init; }

    /// <summary>As <see cref="Files.FileName.Safe"/> left it.</summary>
    public required string Name { get; init; }

    /// <summary>Such as application/pdf; of plain ASCII, and without parameters.</summary>
    public required string ContentType { get; init; }

    /// <summary>Bytes, before they are written for the journey.</summary>
    public required long Size { get; init; }

    /// <summary>Null where the file is one of ours.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>The row of ours (<see cref="Files.Attachment"/>), whose content is read when the mail leaves; null where the mail has its own bytes.</summary>
    public Guid? StoredFileId { get; init; }

    /// <summary>Of the content, in lower-case hexadecimal: what leaves is what was attached.</summary>
    public required string Sha256 { get; init; }
}
