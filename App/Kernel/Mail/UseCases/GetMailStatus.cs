using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Mail.Smtp;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Mail.UseCases;

/// <summary>How sending is doing.</summary>
/// <param name="Waiting">Mails that still have to leave, capped (see <see cref="CappedCount"/>).</param>
/// <param name="Server">Host and port; never more of the configuration.</param>
public sealed record MailStatus(bool IsOn, IReadOnlyList<string> Missing, IReadOnlyList<string> Wrong, string? Server, string? From, int Waiting)
{
    public DateTimeOffset? PausedSince { get; init; }
    public SmtpProblem? Problem { get; init; }
    public string? Answer { get; init; }
    public DateTimeOffset? NextProbeAt { get; init; }
}

/// <summary>Refuses: forbidden.</summary>
[Needs(MailPermissions.View, Everywhere = true)]
public sealed class GetMailStatus(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, MailSettings settings) : IUseCase
{
    public async Task<Result<MailStatus>> RunAsync(CancellationToken ct)
    {
        if (!user.CanEverywhere(MailPermissions.View)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var waiting = await db.Set<MailMessage>().Where(m => m.State == MailState.Waiting || m.State == MailState.Sending || m.State == MailState.Retrying)
            .Take(CappedCount.Cap).CountAsync(ct);
        var pause = await db.Set<MailQueueState>().AsNoTracking().SingleOrDefaultAsync(ct);
        var server = settings.Smtp is { } smtp ? $"{smtp.Host}:{smtp.Port}" : null;
        return new MailStatus(settings.IsOn, settings.Missing, settings.Wrong, server, settings.From?.ToString(), waiting)
        {
            PausedSince = pause?.PausedSince,
            Problem = pause?.Problem,
            Answer = pause?.Answer,
            NextProbeAt = pause?.NextProbeAt,
        };
    }
}
