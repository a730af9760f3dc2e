using System.Net.Http.Headers;
using System.Net.Mime;
using System.Security.Cryptography;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Mail.Attachments;

/// <summary>How files get onto a mail before it is queued.</summary>
public static class MailAttaching
{
    /// <summary>Megabytes that the files of one mail may have together: with a third more for the journey, most servers take it.</summary>
    public const int MostMegabytes = 20;

    private const long MostBytes = MostMegabytes * 1024L * 1024;

    extension(MailMessage mail)
    {
        /// <summary>Attaches these bytes. Refuses, and attaches nothing: mail-attachments-too-large.</summary>
        /// <param name="contentType">A media type; what cannot be read as one travels as mere bytes.</param>
        public Result Attach(string name, string contentType, byte[] bytes) => Add(mail, new()
        {
            MailId = mail.Id,
            Position = mail.Attachments.Count,
            Name = FileName.Safe(name),
            ContentType = TypeOf(contentType),
            Size = bytes.LongLength,
            Bytes = bytes,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
        });

        /// <summary>Attaches a file of ours, whose bytes are read when the mail leaves. Refuses, and attaches nothing: mail-attachments-too-large, mail-attachment-gone (not clean, or removed).</summary>
        public Result Attach(Attachment file) => file.State is not AttachmentState.Clean || file.RemovedAt is not null
            ? Refusal.Conflict("mail-attachment-gone", file.Name)
            : Add(mail, new()
            {
                MailId = mail.Id,
                Position = mail.Attachments.Count,
                Name = file.Name,
                ContentType = TypeOf(file.ContentType),
                Size = file.Size,
                StoredFileId = file.Id,
                Sha256 = file.Sha256,
            });
    }

    private static Result Add(MailMessage mail, MailAttachment file)
    {
        if (mail.Attachments.Sum(a => a.Size) + file.Size > MostBytes) return Refusal.Conflict("mail-attachments-too-large", MostMegabytes);
        mail.Attachments.Add(file);
        return Result.Ok;
    }

    /// <summary>
    /// It becomes a header: nothing gets there that is no media type, nor one whose content mail itself would take apart, and
    /// which may not travel as Base64 (RFC 2045 §6.4).
    /// </summary>
    private static string TypeOf(string given) =>
        MediaTypeHeaderValue.TryParse(given, out var parsed) && parsed.MediaType is { Length: <= MailAttachment.LongestType } type && type.All(c => c is > ' ' and < '\x7f')
            && !type.StartsWith("message/", StringComparison.OrdinalIgnoreCase) && !type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)
            ? type.ToLowerInvariant() : MediaTypeNames.Application.Octet;
}
