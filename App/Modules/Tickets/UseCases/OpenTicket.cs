using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Organisation;
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
/// Declares a ticket for oneself and routes it: to the category's group, and in it to the person who knows, is there and
/// has the least to do. Refuses: forbidden, invalid (also by answer to the category's
/// fields), unknown-category.
/// </summary>
public sealed class OpenTicket(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReadPriorityMatrix priorities, TimeProvider clock, HeldFiles files) : IUseCase
{
    public async Task<Result<OpenedTicket>> RunAsync(OpenTicketRequest request, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.Open)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var requester = await db.Set<User>().Where(u => u.Id == user.Id).Select(u => new { u.StructureId }).SingleAsync(ct);
        var chain = await CategoryChain.ReadAsync(db, request.CategoryId, ct);
        if (chain.Offered is not { } category) return Refusal.Conflict(TicketRefusals.UnknownCategory);
        if (request.SiteId is { } site && !await db.Set<Site>().AnyAsync(s => s.Id == site && s.StructureId == requester.StructureId, ct))
            return Refusal.Invalid(new FieldError(nameof(request.SiteId), "unknown-value"));

        var asked = await ReadFields.AskedByAsync(db, chain, ct);
        var answers = FieldAnswers.Check(asked, request.Fields);
        if (answers.Failed) return answers.Refusal;

        var matrix = await priorities.ForAsync(db, requester.StructureId, ct);
        var ticket = Ticket.Open(request, user.Id, requester.StructureId, category.DefaultImpact, matrix, clock.GetUtcNow());
        await RouteAsync(db, ticket, category, ct);
        db.Add(ticket);
        foreach (var field in asked.Where(f => answers.Value.ContainsKey(f.Code)))
            db.Add(new TicketFieldValue { TicketId = ticket.Id, Code = field.Code, FieldId = field.Id, Value = answers.Value[field.Code] });
        await ChecklistRules.BeginAsync(db, ticket, ct);
        await files.HangAsync(db, ticket, request.Tray, isInternal: false, ct);
        var saved = await db.TrySaveAsync(ct);
        return saved.Failed ? saved.Refusal : new OpenedTicket(ticket.Id, ticket.Number);
    }

    /// <summary>Gives a new ticket to whom its category says; splitting asks for it too.</summary>
    internal static async Task RouteAsync(AppDbContext db, Ticket ticket, Category category, CancellationToken ct)
    {
        if (category.DefaultGroupId is not { } groupId) return;
        var chosen = AutoAssignment.Choose(await CandidatesAsync(db, groupId, ticket.RequesterId, ct), category.Skill);
        if (chosen is null) ticket.RouteTo(groupId, AutoAssignment.Nobody);
        else ticket.AssignTo(chosen.UserId, groupId, AutoAssignment.ReasonFor(category.Skill));
    }

    /// <summary>Members of the group but for the requester: who could help himself would not have asked.</summary>
    private static Task<List<Candidate>> CandidatesAsync(AppDbContext db, Guid groupId, Guid requesterId, CancellationToken ct) => (
        from member in db.Set<GroupMember>().Where(m => m.GroupId == groupId && m.UserId != requesterId)
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
