using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records.Links;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.UseCases;

public sealed record OpenedTicket(Guid Id, string Number);

/// <summary>
/// Declares a ticket for oneself and routes it (<see cref="RouteTicket"/>). Where it carries on a ticket that is over, the
/// two are linked. Refuses: forbidden, invalid (also by answer to the category's fields), unknown-category, structure-inactive.
/// </summary>
[Needs(TicketPermissions.Open)]
public sealed class OpenTicket(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, PrepareTicket prepare, LinkWriter links) : IUseCase
{
    public async Task<Result<OpenedTicket>> RunAsync(OpenTicketRequest request, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.Open)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var structure = await db.Set<User>().Where(u => u.Id == user.Id).Select(u => u.StructureId).SingleAsync(ct);
        var prepared = await prepare.RunAsync(db, request, user.Id, structure, ct);
        if (prepared.Failed) return prepared.Refusal;
        var ticket = prepared.Value;
        var saved = await SaveAsync(db, ticket, request.Follows, ct);
        return saved.Failed ? saved.Refusal : new OpenedTicket(ticket.Id, ticket.Number);
    }

    /// <summary>With the link to the ticket that it carries on, if any: both name each other, and this one has its number only once it is saved.</summary>
    private async Task<Result> SaveAsync(AppDbContext db, Ticket ticket, string? follows, CancellationToken ct)
    {
        if (await FollowedAsync(db, follows, ct) is not { } former) return await db.TrySaveAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Failed) return saved;
        saved = await links.AddAsync(db, ticket, LinkType.FollowUpOf, former, ct);
        if (!saved.Failed) saved = await db.TrySaveAsync(ct);
        if (!saved.Failed) await transaction.CommitAsync(ct);
        return saved;
    }

    /// <summary>Null where nothing is named that is over and may be seen: a number from an address is no reason to refuse a request.</summary>
    private async Task<Ticket?> FollowedAsync(AppDbContext db, string? number, CancellationToken ct) => string.IsNullOrWhiteSpace(number) ? null
        : await db.Set<Ticket>().AllowedTo(user, TicketPermissions.View).SingleOrDefaultAsync(t => t.Number == number && t.ClosedAt != null && t.MergedIntoId == null, ct);
}
