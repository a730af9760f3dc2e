using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpsFlux.Kernel.Mail.Mime;

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

    /// <summary>Writes the whole mail, files as they are read.</summary>
    public async Task WriteAsync(Stream to, CancellationToken ct)
    {
        var alternatives = Alternatives();
        if (Attachments.Count == 0)
        {
            await WriteAsync(to, Headers() + alternatives, ct);
            return;
        }

        var boundary = Boundary("mixed");
        await WriteAsync(to, $"{Headers()}{Opening("mixed", boundary)}--{boundary}\r\n{alternatives}", ct);
        foreach (var file in Attachments)
        {
            await WriteAsync(to, $"--{boundary}\r\n{FileHead(file)}\r\n", ct);
            file.Content.Position = 0;
            await Base64Lines.WriteAsync(file.Content, to, ct);
        }

        await WriteAsync(to, $"--{boundary}--\r\n", ct);
    }

    /// <summary>The whole mail at once, for what is small.</summary>
    public async Task<byte[]> ToBytesAsync(CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        await WriteAsync(bytes, ct);
        return bytes.ToArray();
    }

    private static Task WriteAsync(Stream to, string ascii, CancellationToken ct) => to.WriteAsync(Encoding.ASCII.GetBytes(ascii), ct).AsTask();

    private static string TextPart(string subtype, string text) =>
        $"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{QuotedPrintable.Encode(text)}";

    private static string FileHead(MimeAttachment file) =>
        new FoldedHeaders().Structured("Content-Type", file.ContentType).Structured("Content-Transfer-Encoding", "base64")
            .Structured("Content-Disposition", $"attachment; {FileName.Parameter(file.Name)}").ToString();

    private string Alternatives()
    {
        var boundary = Boundary("alternative");
        return $"{Opening("alternative", boundary)}--{boundary}\r\n{TextPart("plain", Text)}--{boundary}\r\n{TextPart("html", Html)}--{boundary}--\r\n";
    }

    private static string Opening(string subtype, string boundary) => $"Content-Type: multipart/{subtype};\r\n boundary=\"{boundary}\"\r\n\r\n";

    /// <summary>Neither quoted-printable nor Base64 can contain "=_", so that no part can end another.</summary>
    private string Boundary(string subtype) => $"=_{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(subtype + MessageId)))[..32]}";
}
