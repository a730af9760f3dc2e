using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpsFlux.Kernel.Mail.Mime;

/// <summary>A file that travels with a mail.</summary>
public sealed record MimeAttachment(string Name, string ContentType, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// A mail to one recipient, as the bytes of RFC 5322 and 2045: text and HTML side by side, files after them. The same
/// message always makes the same bytes.
/// </summary>
public sealed record MimeMessage
{
    public required Mailbox From { get; init; }
    public required Mailbox To { get; init; }
    public required string Subject { get; init; }

    /// <summary>With its angle brackets.</summary>
    public required string MessageId { get; init; }
    public required DateTimeOffset Date { get; init; }
    public required string Text { get; init; }
    public required string Html { get; init; }

    /// <summary>"fr" or "en".</summary>
    public required string Language { get; init; }

    /// <summary>Further headers in ASCII: References, List-Unsubscribe and the like.</summary>
    public IReadOnlyList<(string Name, string Value)> More { get; init; } = [];
    public IReadOnlyList<MimeAttachment> Attachments { get; init; } = [];

    /// <summary>The head alone, as an administrator may read it.</summary>
    public string Headers()
    {
        var headers = new FoldedHeaders()
            .Structured("Date", Date.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture))
            .Mailbox("From", From).Mailbox("To", To).Text("Subject", Subject).Structured("Message-ID", MessageId);
        foreach (var (name, value) in More) headers.Structured(name, value);
        return headers.Structured("Content-Language", Language).Structured("MIME-Version", "1.0").ToString();
    }

    public byte[] ToBytes()
    {
        var alternatives = Multipart("alternative", [TextPart("plain", Text), TextPart("html", Html)]);
        var body = Attachments.Count == 0 ? alternatives : Multipart("mixed", [alternatives, .. Attachments.Select(FilePart)]);
        return Encoding.ASCII.GetBytes(Headers() + body);
    }

    private static string TextPart(string subtype, string text) =>
        $"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{QuotedPrintable.Encode(text)}";

    private static string FilePart(MimeAttachment file) =>
        new FoldedHeaders().Structured("Content-Type", file.ContentType).Structured("Content-Transfer-Encoding", "base64")
            .Structured("Content-Disposition", $"attachment; {FileName.Parameter(file.Name)}")
        + "\r\n" + Convert.ToBase64String(file.Bytes.Span, Base64FormattingOptions.InsertLineBreaks) + "\r\n";

    /// <summary>Neither quoted-printable nor Base64 can contain "=_", so that no part can end another.</summary>
    private string Multipart(string subtype, IEnumerable<string> parts)
    {
        var boundary = $"=_{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(subtype + MessageId)))[..32]}";
        var divided = string.Concat(parts.Select(part => $"--{boundary}\r\n{part}"));
        return $"Content-Type: multipart/{subtype};\r\n boundary=\"{boundary}\"\r\n\r\n{divided}--{boundary}--\r\n";
    }
}
