using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records.Links;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Checklists;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Setup.Categories;
using OpsFlux.Modules.Tickets.Setup.Fields;
using OpsFlux.Modules.Tickets.Setup.Priorities;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.UseCases;

public sealed record OpenedTicket(Guid Id, string Number);

/// <summary>
/// Declares a ticket for oneself and routes it (<see cref="RouteTicket"/>). Where it carries on a ticket that is over, the
/// two are linked. Refuses: forbidden, invalid (also by answer to the category's fields), unknown-category, structure-inactive.
/// </summary>
[Needs(TicketPermissions.Open)]
public sealed class OpenTicket(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReadPriorityMatrix priorities, RouteTicket route, LinkWriter links, TimeProvider clock, HeldFiles files) : IUseCase
{
    public async Task<Result<OpenedTicket>> RunAsync(OpenTicketRequest request, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.Open)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var requester = await db.Set<User>().Where(u => u.Id == user.Id).Select(u => new { u.StructureId }).SingleAsync(ct);
        if (!await db.Set<Structure>().AnyAsync(s => s.Id == requester.StructureId && s.IsActive, ct)) return Refusal.Conflict(TicketRefusals.StructureInactive);
        var chain = await CategoryChain.ReadAsync(db, request.CategoryId, ct);
        if (chain.Offered is not { } category) return Refusal.Conflict(TicketRefusals.UnknownCategory);
        if (request.SiteId is { } site && !await db.Set<Site>().AnyAsync(s => s.Id == site && s.StructureId == requester.StructureId && s.IsActive, ct))
            return Refusal.Invalid(new FieldError(nameof(request.SiteId), "unknown-value"));

        var asked = await ReadFields.AskedByAsync(db, chain, ct);
        var answers = FieldAnswers.Check(asked, request.Fields);
        if (answers.Failed) return answers.Refusal;

        var matrix = await priorities.ForAsync(db, requester.StructureId, ct);
        var ticket = Ticket.Open(request, user.Id, requester.StructureId, category.DefaultImpact, matrix, clock.GetUtcNow());
        await route.RunAsync(db, ticket, category, ct);
        db.Add(ticket);
        foreach (var field in asked.Where(f => answers.Value.ContainsKey(f.Code)))
            db.Add(new TicketFieldValue { TicketId = ticket.Id, Code = field.Code, FieldId = field.Id, Value = answers.Value[field.Code] });
        await ChecklistRules.BeginAsync(db, ticket, ct);
        await files.HangAsync(db, ticket, request.Tray, isInternal: false, ct);
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
