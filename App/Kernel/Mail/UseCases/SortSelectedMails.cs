using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Mail.UseCases;

/// <summary>What can be done to many mails at once.</summary>
public enum MailAct
{
    Retry,
    Cancel,
    Discard,
}

/// <summary>A selection before something is done to it.</summary>
/// <param name="Fit">Those it can be done to.</param>
/// <param name="Secret">How many are left out because what they said is gone.</param>
/// <param name="Other">How many are left out because of their state.</param>
public sealed record SortedMails(IReadOnlyList<Guid> Fit, int Secret, int Other);

/// <summary>Says beforehand which of the selected mails something can be done to. Refuses: forbidden.</summary>
[Needs(MailPermissions.Manage, Everywhere = true)]
public sealed class SortSelectedMails(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    public async Task<Result<SortedMails>> RunAsync(IReadOnlyCollection<Guid> ids, MailAct act, CancellationToken ct)
    {
        if (!user.CanEverywhere(MailPermissions.Manage)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow();
        var found = await db.Set<MailMessage>().Where(m => ids.Contains(m.Id))
            .Select(m => new { m.Id, m.State, m.IsSecret, IsEarly = m.State == MailState.Waiting && m.NextAttemptAt > now }).ToListAsync(ct);
        var secret = act is MailAct.Retry ? found.Where(m => m is { State: MailState.Failed, IsSecret: true }).ToList() : [];
        var fit = found.Except(secret).Where(m => act switch
        {
            MailAct.Retry => m.State is MailState.Failed or MailState.Retrying || m.IsEarly,
            MailAct.Cancel => m.State is MailState.Waiting or MailState.Retrying,
            _ => m.State is MailState.Failed,
        }).Select(m => m.Id).ToList();
        return new SortedMails(fit, secret.Count, ids.Count - fit.Count - secret.Count);
    }
}
