using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Kernel.Sla.Explaining;
using OpsFlux.Modules.Tickets.Data;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.UseCases;

public sealed record BoardCard(Guid Id, string Number, string Title, TicketState State, string? WaitingReason, Priority Priority, string? Assignee)
{
    /// <summary>What is due first of it; null where nothing is.</summary>
    public ClockView? Due { get; init; }
    internal SlaClock? Clock { get; init; }
}

/// <param name="Count">Capped at <see cref="CappedCount.Cap"/>; the column shows the most pressing of them.</param>
public sealed record BoardColumn(TicketState State, int Count, IReadOnlyList<BoardCard> Cards);

/// <summary>Open tickets by state, the most pressing first. Two statements, whatever the number of tickets. Refuses: forbidden.</summary>
[Needs(TicketPermissions.View)]
public sealed class BoardTickets(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReaderZone zone, TimeProvider clock) : IUseCase
{
    public const int CardsPerColumn = 30;

    public static readonly IReadOnlyList<TicketState> States =
        [TicketState.New, TicketState.Assigned, TicketState.InProgress, TicketState.Waiting, TicketState.Resolved];

    /// <param name="filter">Its states and order do not matter: the board has its own.</param>
    public async Task<Result<IReadOnlyList<BoardColumn>>> RunAsync(TicketFilter filter, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.View)) return Refusal.Forbidden;

        await using var db = await dbs.CreateDbContextAsync(ct);
        filter = await filter.WithTagAsync(db, ct);
        // Ids first: an index answers them, and only the tickets that are shown are read.
        var shown = States.Select(s => InState(db, filter, s).OrderBy(t => t.Priority).ThenBy(t => t.Id).Select(t => t.Id).Take(CardsPerColumn)).Aggregate((a, b) => a.Concat(b));
        var cards = await TellAsync(db, await Cards(db, shown).AsNoTracking().ToListAsync(ct), ct);
        var counts = await db.CountCappedAsync(States.Select(s => InState(db, filter, s)), ct);
        return States.Select((s, i) => new BoardColumn(s, counts[i], [.. cards.Where(c => c.State == s).OrderBy(c => c.Priority).ThenBy(c => c.Id)])).ToArray();
    }

    private IQueryable<Ticket> InState(AppDbContext db, TicketFilter filter, TicketState state) =>
        db.Set<Ticket>().AllowedTo(user, TicketPermissions.View)
            .Matching(filter with { OnlyOpen = true, States = [state], Sort = TicketSort.Opened }, db, TicketReader.Of(user, zone, clock));

    private IQueryable<BoardCard> Cards(AppDbContext db, IQueryable<Guid> shown) =>
        from id in shown
        join t in db.Set<Ticket>().AllowedTo(user, TicketPermissions.View) on id equals t.Id
        join assignee in db.Set<User>() on t.AssigneeId equals assignee.Id into assignees
        from assignee in assignees.DefaultIfEmpty()
        join lead in db.Set<SlaClock>().Where(c => c.IsLead) on t.Id equals lead.RecordId into leads
        from lead in leads.DefaultIfEmpty()
        select new BoardCard(t.Id, t.Number, t.Title, t.State, t.WaitingReason, t.Priority, assignee.DisplayName) { Clock = lead };

    private async Task<List<BoardCard>> TellAsync(AppDbContext db, List<BoardCard> cards, CancellationToken ct)
    {
        var rules = await ReadClocks.RulesAsync(db, cards.Select(c => c.Clock).OfType<SlaClock>(), ct);
        var now = clock.GetUtcNow();
        return [.. cards.Select(c => c.Clock is { } due ? c with { Clock = null, Due = ClockView.Of(due, rules(due), now, ClockCountdown.InLists) } : c)];
    }
}
