namespace OpsFlux.Kernel.Mail.Mime;

/// <summary>A file that travels with a mail.</summary>
/// <param name="Content">Seekable: read from its beginning each time the mail is written.</param>
public sealed record MimeAttachment(string Name, string ContentType, Stream Content) : IAsyncDisposable
{
    /// <summary>Lets go of the content.</summary>
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
