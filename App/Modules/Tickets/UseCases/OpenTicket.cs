using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Checklists;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.UseCases;

public sealed record OpenedTicket(Guid Id, string Number);

/// <summary>
/// Declares a ticket for oneself and routes it: to the category's group, and in it to the person who knows, is there and
/// has the least to do. Refuses: forbidden, invalid, unknown-category.
/// </summary>
public sealed class OpenTicket(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    public async Task<Result<OpenedTicket>> RunAsync(OpenTicketRequest request, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.Open)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var requester = await db.Set<User>().Where(u => u.Id == user.Id).Select(u => new { u.StructureId }).SingleAsync(ct);
        var category = await db.Set<Category>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == request.CategoryId && c.IsActive, ct);
        if (category is null) return Refusal.Conflict(TicketRefusals.UnknownCategory);
        if (request.SiteId is { } site && !await db.Set<Site>().AnyAsync(s => s.Id == site && s.StructureId == requester.StructureId, ct))
            return Refusal.Invalid(new FieldError(nameof(request.SiteId), "unknown-value"));

        var ticket = Ticket.Open(request, user.Id, requester.StructureId, clock.GetUtcNow());
        await RouteAsync(db, ticket, category, ct);
        db.Add(ticket);
        await ChecklistRules.BeginAsync(db, ticket, ct);
        var saved = await db.TrySaveAsync(ct);
        return saved.Failed ? saved.Refusal : new OpenedTicket(ticket.Id, ticket.Number);
    }

    private static async Task RouteAsync(AppDbContext db, Ticket ticket, Category category, CancellationToken ct)
    {
        if (category.DefaultGroupId is not { } groupId) return;
        var chosen = AutoAssignment.Choose(await CandidatesAsync(db, groupId, ct), category.Skill);
        if (chosen is null) ticket.RouteTo(groupId, AutoAssignment.Nobody);
        else ticket.AssignTo(chosen.UserId, groupId, AutoAssignment.ReasonFor(category.Skill));
    }

    private static Task<List<Candidate>> CandidatesAsync(AppDbContext db, Guid groupId, CancellationToken ct) => (
        from member in db.Set<GroupMember>().Where(m => m.GroupId == groupId)
        join person in db.Set<User>().Where(u => u.IsActive) on member.UserId equals person.Id
        select new Candidate(
            person.Id,
            person.DisplayName,
            person.Skills,
            person.IsAvailable,
            db.Set<Ticket>().Count(t => t.AssigneeId == person.Id && t.ClosedAt == null && t.ResolvedAt == null),
            db.Set<Ticket>().Where(t => t.AssigneeId == person.Id).OrderByDescending(t => t.OpenedAt).ThenByDescending(t => t.Id)
                .Select(t => (DateTimeOffset?)t.OpenedAt).FirstOrDefault())).ToListAsync(ct);
}
