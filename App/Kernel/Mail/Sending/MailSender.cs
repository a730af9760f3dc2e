using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Mail.Smtp;

namespace OpsFlux.Kernel.Mail.Sending;

/// <summary>
/// Sends what is due, one mail after the other over one connection. Instances share the queue by row locks. Woken when a
/// mail is queued, and every 15 seconds for what is due later.
/// </summary>
public sealed class MailSender(IServiceScopeFactory scopes, MailSettings settings, Signals signals, TimeProvider clock, ILogger<MailSender> log) : BackgroundService
{
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(15);
    private readonly SemaphoreSlim wake = new(0, 1);

    public override void Dispose()
    {
        wake.Dispose();
        base.Dispose();
    }

    /// <summary>Sends everything that is due now, and answers how many mails were tried. Tests call it instead of waiting.</summary>
    public async Task<int> DrainAsync(CancellationToken ct)
    {
        if (settings is not { IsOn: true, Smtp: { } server }) return 0;
        await using var submission = new SmtpSubmission(server);
        for (var tried = 0; ; tried++)
        {
            if (ct.IsCancellationRequested) return tried;
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem();
            if (!await scope.ServiceProvider.GetRequiredService<MailSending>().SendNextAsync(submission, ct)) return tried;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.IsOn) return;
        signals.Received += Wake;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await DrainGuardedAsync(stoppingToken);
                await wake.WaitAsync(LongestSleep, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops; what is due waits for the next start.
        }
        finally
        {
            signals.Received -= Wake;
        }
    }

    private void Wake(Signal signal)
    {
        if (signal is not ({ Kind: SignalKind.Mails, Ids.Count: 0 } or { Kind: SignalKind.Resync })) return;
        try
        {
            wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already awake: the drain that runs, or the next one, sees the new rows too.
        }
    }

    private async Task DrainGuardedAsync(CancellationToken ct)
    {
        try
        {
            await DrainAsync(ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // The loop outlives anything one mail can throw; a mail left on the way is taken up when its lease ends.
            log.LogError(e, "Mail could not be sent; trying again");
            await Task.Delay(TimeSpan.FromSeconds(5), clock, ct);
        }
    }
}
