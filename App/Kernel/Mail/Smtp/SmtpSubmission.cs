namespace OpsFlux.Kernel.Mail.Smtp;

/// <summary>Sends mails one after the other over one session, opened at the first and again when the server has had enough.</summary>
public sealed class SmtpSubmission(SmtpSettings settings) : IAsyncDisposable
{
    /// <summary>Servers commonly end a session after a hundred.</summary>
    private const int MostPerSession = 100;

    private SmtpSession? session;
    private int sent;

    /// <summary>Opens a session and asks whether we may write in this name. Null when all is well; nothing is sent.</summary>
    public async Task<SmtpOutcome?> CheckAsync(string from, CancellationToken ct)
    {
        try
        {
            return await (await SessionAsync(ct)).CheckSenderAsync(from, ct);
        }
        catch (SmtpUnavailableException e)
        {
            return e.Outcome;
        }
    }

    /// <param name="from">The sender's bare address, to which the servers on the way return what they cannot deliver.</param>
    public Task<SmtpOutcome> SendAsync(string from, string to, ReadOnlyMemory<byte> message, CancellationToken ct) =>
        SendAsync(from, to, (stream, token) => stream.WriteAsync(message, token).AsTask(), ct);

    /// <param name="from">As above.</param>
    /// <param name="write">Writes the mail as it is made, when the server is ready for it.</param>
    public async Task<SmtpOutcome> SendAsync(string from, string to, Func<Stream, CancellationToken, Task> write, CancellationToken ct)
    {
        try
        {
            var open = await SessionAsync(ct);
            sent++;
            return await open.SendAsync(from, to, write, ct);
        }
        catch (SmtpUnavailableException e)
        {
            return e.Outcome;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (session is not null) await session.DisposeAsync();
        session = null;
    }

    private async Task<SmtpSession> SessionAsync(CancellationToken ct)
    {
        if (session is not null && sent < MostPerSession && await session.ResetAsync(ct)) return session;
        await DisposeAsync();
        sent = 0;
        return session = await SmtpSession.OpenAsync(settings, ct);
    }
}
