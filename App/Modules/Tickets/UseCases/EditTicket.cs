using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Conflicts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Setup.Categories;
using OpsFlux.Modules.Tickets.Setup.Priorities;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.UseCases;

/// <summary>
/// Changes fields of a ticket, merged one by one with what others changed since: all of them or, where one clashes, none.
/// Whoever asked may put his description right until somebody takes the ticket in charge. Refuses: invalid, forbidden,
/// not-found, unknown-category, is-over, stale (only where merging was ruled out), edit-conflict (412, with the values of each field).
/// </summary>
[Needs(TicketPermissions.Edit, TicketPermissions.Open)]
public sealed class EditTicket(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, DescribeConflicts describe, ReadPriorityMatrix priorities) : IUseCase
{
    /// <summary>Somebody may save between our reading and our writing; who loses that race so often is told.</summary>
    private const int Attempts = 5;

    public async Task<Result> RunAsync(EditTicketRequest request, CancellationToken ct)
    {
        var permission = user.ReachOf(TicketPermissions.Edit) is not null ? TicketPermissions.Edit : TicketPermissions.Open;
        if (user.ReachOf(permission) is null) return Refusal.Forbidden;
        if (FieldMerge.Check(TicketFields.All, request.Changes) is { } invalid) return invalid;

        Result result = Refusal.Stale;
        for (var attempt = 0; attempt < Attempts && ReferenceEquals(result.Refusal, Refusal.Stale); attempt++)
            result = await TryAsync(request, permission, ct);
        return result;
    }

    /// <summary>One reading and one writing, on a context of its own: what a lost race leaves in the first one is of no use.</summary>
    private async Task<Result> TryAsync(EditTicketRequest request, string permission, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var ticket = await db.Set<Ticket>().AllowedTo(user, permission).SingleOrDefaultAsync(t => t.Id == request.TicketId, ct);
        // What is lent to a requester may not reach his ticket, and takes nothing from him.
        if (ticket is null && permission == TicketPermissions.Edit && user.OwnReachOf(permission) is null) return await TryAsync(request, TicketPermissions.Open, ct);
        if (ticket is null) return Refusal.NotFound;
        if (request.OnlyThisVersion && ticket.Version != request.Version) return Refusal.Stale;
        if (permission == TicketPermissions.Open && !MayDescribe(ticket, request)) return Refusal.Forbidden;

        if (ticket.ClosedAt is null && FieldMerge.Clashes(ticket, TicketFields.All, request.Changes) is { Count: > 0 } clashes)
            return await describe.RunAsync(db, ticket, TicketFields.All, clashes, Names(db), ct);
        var (category, site) = (ticket.CategoryId, ticket.SiteId);
        var edited = ticket.Edit(request.Changes, await priorities.ForAsync(db, ticket.StructureId, ct));
        if (edited.Failed) return edited;
        return await MayNameAsync(db, ticket, category, site, ct) is { } unknown ? unknown : await db.TrySaveAsync(ct);
    }

    private bool MayDescribe(Ticket ticket, EditTicketRequest request) =>
        ticket.MayDescribe(user.Id) && request.Changes.All(c => c.Field == nameof(Ticket.Description));

    /// <summary>What is named anew has to be in use, and to be of the ticket's own structure.</summary>
    private static async Task<Refusal?> MayNameAsync(AppDbContext db, Ticket ticket, Guid categoryBefore, Guid? siteBefore, CancellationToken ct)
    {
        if (ticket.CategoryId != categoryBefore && (await CategoryChain.ReadAsync(db, ticket.CategoryId, ct)).Offered is null)
            return Refusal.Conflict(TicketRefusals.UnknownCategory);
        if (ticket.SiteId is { } site && site != siteBefore && !await db.Set<Site>().AnyAsync(s => s.Id == site && s.StructureId == ticket.StructureId, ct))
            return Refusal.Invalid(new FieldError(nameof(Ticket.SiteId), "unknown-value"));
        return null;
    }

    private static IQueryable<TimelineName> Names(AppDbContext db) =>
        db.Set<Category>().Select(c => new TimelineName { Id = c.Id, Name = c.Path })
            .Concat(db.Set<Site>().Select(s => new TimelineName { Id = s.Id, Name = s.Name }));
}
