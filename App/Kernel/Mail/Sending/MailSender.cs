using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Mail.Smtp;

namespace OpsFlux.Kernel.Mail.Sending;

/// <summary>
/// Sends what is due, one mail after the other over one connection. Instances share the queue by row locks. Woken when a
/// mail is queued, and every 15 seconds for what is due later. What one mail throws leaves it on the way: it is taken up
/// again when its lease ends.
/// </summary>
public sealed class MailSender(IServiceScopeFactory scopes, MailSettings settings, Signals signals, TimeProvider clock, ILogger<MailSender> log) : DrainLoop(signals, clock)
{
    protected override TimeSpan LongestSleep { get; } = TimeSpan.FromSeconds(15);

    protected override TimeSpan PauseAfterFailure { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Answers how many mails were tried.</summary>
    public override async Task<int> DrainAsync(CancellationToken ct)
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

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => settings.IsOn ? base.ExecuteAsync(stoppingToken) : Task.CompletedTask;

    protected override bool IsCall(Signal signal) => signal is { Kind: SignalKind.Mails, Ids.Count: 0 } or { Kind: SignalKind.Resync };

    protected override void Tell(Exception failure) => log.LogError(failure, "Mail could not be sent; trying again");
}
