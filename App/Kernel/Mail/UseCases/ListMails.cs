using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;

namespace OpsFlux.Kernel.Mail.UseCases;

public sealed record MailRow(Guid Id, MailState State, string Recipient, string? RecipientName, string Subject, int Attempts, DateTimeOffset CreatedAt, bool MayBeDouble);

/// <summary>One page of the mails, newest first: one statement. Refuses: forbidden.</summary>
[Needs(MailPermissions.View, Everywhere = true)]
public sealed class ListMails(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReaderZone zone) : IUseCase
{
    public async Task<Result<ListPage<MailRow>>> RunAsync(MailFilter filter, int size, CancellationToken ct)
    {
        if (!user.CanEverywhere(MailPermissions.View)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var rows = await Matching(db.Set<MailMessage>(), filter)
            .OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Id).Take(size + 1)
            .Select(m => new MailRow(m.Id, m.State, m.Recipient, m.RecipientName, m.Subject, m.Attempts, m.CreatedAt, m.MayBeDouble)).ToListAsync(ct);
        var more = rows.Count > size;
        if (more) rows.RemoveAt(size);
        return new ListPage<MailRow>(rows, more ? Cursor.At(rows[^1].CreatedAt, rows[^1].Id).ToString() : null);
    }

    private IQueryable<MailMessage> Matching(IQueryable<MailMessage> mails, MailFilter filter)
    {
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
