using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Mail.UseCases;

public sealed record MailRow(Guid Id, MailState State, string Recipient, string? RecipientName, string Subject, int Attempts, DateTimeOffset CreatedAt, bool MayBeDouble)
{
    /// <summary>Null unless it was given a time.</summary>
    public DateTimeOffset? ScheduledAt { get; init; }
    public MailPriority Priority { get; init; }
}

/// <summary>How many mails wait for a time they were given, and how many are dead letters. Capped (see <see cref="CappedCount"/>).</summary>
public sealed record MailCounts(int Scheduled, int Dead);

/// <summary>One page of the mails, newest first: one statement. Refuses: forbidden.</summary>
[Needs(MailPermissions.View, Everywhere = true)]
public sealed class ListMails(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReaderZone zone, TimeProvider clock) : IUseCase
{
    public async Task<Result<ListPage<MailRow>>> RunAsync(MailFilter filter, int size, CancellationToken ct)
    {
        if (!user.CanEverywhere(MailPermissions.View)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = await Matching(db.Set<MailMessage>(), filter)
            .OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Id).Take(size + 1)
            .Select(m => new MailRow(m.Id, m.State, m.Recipient, m.RecipientName, m.Subject, m.Attempts, m.CreatedAt, m.MayBeDouble) { ScheduledAt = m.ScheduledAt, Priority = m.Priority }).ToListAsync(ct);
        var more = rows.Count > size;
        if (more) rows.RemoveAt(size);
        return new ListPage<MailRow>(rows, more ? Cursor.At(rows[^1].CreatedAt, rows[^1].Id).ToString() : null);
    }

    /// <summary>How many the tabs show, in one statement. Refuses: forbidden.</summary>
    public async Task<Result<MailCounts>> CountAsync(CancellationToken ct)
    {
        if (!user.CanEverywhere(MailPermissions.View)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.CountCappedAsync([Of(db.Set<MailMessage>(), MailView.Scheduled), Of(db.Set<MailMessage>(), MailView.Dead)], ct) is [var scheduled, var dead] ? new MailCounts(scheduled, dead) : new MailCounts(0, 0);
    }

    private IQueryable<MailMessage> Of(IQueryable<MailMessage> mails, MailView view)
    {
        var now = clock.GetUtcNow();
        return view switch
        {
            MailView.Scheduled => mails.Where(m => m.State == MailState.Waiting && m.ScheduledAt != null && m.NextAttemptAt > now),
            MailView.Dead => mails.Where(m => m.State == MailState.Failed),
            _ => mails,
        };
    }

    private IQueryable<MailMessage> Matching(IQueryable<MailMessage> mails, MailFilter filter)
    {
        mails = Of(mails, filter.View);
        if (filter.States is [var only]) mails = mails.Where(m => m.State == only);
        else if (filter.States is { Count: > 0 } states) mails = mails.Where(m => states.Contains(m.State));
        if (filter.Recipient is { } recipient) mails = mails.Where(m => m.Recipient.StartsWith(recipient));
        if (filter.From is { } from) mails = mails.Where(m => m.CreatedAt >= zone.StartOf(from));
        if (filter.To is { } to) mails = mails.Where(m => m.CreatedAt < zone.StartOf(to.AddDays(1)));
        if (filter.After is { Instant: { } last, Id: var id })
            mails = mails.Where(m => EF.Functions.LessThan(ValueTuple.Create(m.CreatedAt, m.Id), ValueTuple.Create(last, id)));
        return mails;
    }
}
