using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Privacy.Retention;
using OpsFlux.Modules.Tickets.Domain;

namespace OpsFlux.Modules.Tickets.Keeping;

/// <summary>Takes tickets some months after an instant of theirs. What hangs on a ticket goes with it, by the database's keys.</summary>
internal abstract class TicketRetention(Expression<Func<Ticket, DateTimeOffset?>> since) : IRetentionRule
{
    private const int Sampled = 10;

    public abstract string Code { get; }
    public string Kind => Ticket.RecordKind;

    public async Task<RetentionPreview> PreviewAsync(AppDbContext db, DateTimeOffset before, CancellationToken ct)
    {
        var due = Due(db, before);
        var count = await due.Take(IRetentionRule.MostCounted).CountAsync(ct);
        var oldest = await due.OrderBy(since).ThenBy(t => t.Id).Take(Sampled).ToListAsync(ct);
        var at = since.Compile();
        var sample = oldest.Select(t => new RetentionSample(t.Number, t.Title, at(t) ?? default)).ToList();   // due by it
        return new(count, sample.Count > 0 ? sample[0].At : null, sample);
    }

    public async Task<IReadOnlyList<Guid>> DueAsync(AppDbContext db, DateTimeOffset before, int most, CancellationToken ct) =>
        await Due(db, before).OrderBy(since).ThenBy(t => t.Id).Take(most).Select(t => t.Id).ToListAsync(ct);

    public async Task DeleteAsync(AppDbContext db, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var chosen = ids.ToArray();
        // What was merged into them leads nowhere any more. Found by the merges, which have an index on it.
        await db.Database.ExecuteSqlAsync(
            $"""
             update tickets.tickets t set merged_into_id = null from tickets.merges m
             where m.target_id = any({chosen}) and t.id = m.source_id and t.merged_into_id = m.target_id
             """, ct);
        await db.Database.ExecuteSqlAsync($"delete from tickets.tickets where id = any({chosen})", ct);
    }

    private IQueryable<Ticket> Due(AppDbContext db, DateTimeOffset before) =>
        db.Set<Ticket>().IgnoreQueryFilters([Conventions.SoftDelete]).AsNoTracking()
            .Where(Expression.Lambda<Func<Ticket, bool>>(Expression.LessThan(since.Body, Expression.Constant((DateTimeOffset?)before, typeof(DateTimeOffset?))), since.Parameters));
}

/// <summary>Tickets closed or cancelled long ago.</summary>
internal sealed class KeepClosedTickets() : TicketRetention(t => t.ClosedAt)
{
    public override string Code => "tickets.closed";
}

/// <summary>Deleted tickets that nobody brought back.</summary>
internal sealed class KeepDeletedTickets() : TicketRetention(t => t.DeletedAt)
{
    public override string Code => "tickets.deleted";
}
