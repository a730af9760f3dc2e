using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Events;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.UseCases;

/// <summary>Counts of the tabs, each capped at <see cref="CappedCount.Cap"/>, in one statement.</summary>
public sealed class CountTickets(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReaderZone zone) : IUseCase
{
    public async Task<Result<IReadOnlyDictionary<TicketView, int>>> RunAsync(IReadOnlyList<TicketView> views, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.View)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var counts = await db.CountCappedAsync(views.Select(view => Open(db, view)), ct);
        return views.Zip(counts).ToDictionary();
    }

    private IQueryable<Ticket> Open(AppDbContext db, TicketView view) =>
        db.Set<Ticket>().AllowedTo(user, TicketPermissions.View).Matching(new() { View = view, OnlyOpen = true }, db, user.Id, zone.Zone);
}

/// <summary>The number beside 'Tickets' in the rail: open tickets assigned to me.</summary>
public sealed class MyTicketCounter(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IMenuCounter
{
    public async Task<int> CountAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<Ticket>().AllowedTo(user, TicketPermissions.View)
            .Where(t => t.AssigneeId == user.Id && t.ClosedAt == null && t.ResolvedAt == null).Take(CappedCount.Cap).CountAsync(ct);
    }

    public IEnumerable<string> Topics(Guid userId) => [LiveTopic.Person(Ticket.RecordKind, userId)];
}
