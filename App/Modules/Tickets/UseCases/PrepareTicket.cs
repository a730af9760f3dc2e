using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Files;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Checklists;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Public;
using OpsFlux.Modules.Tickets.Setup.Categories;
using OpsFlux.Modules.Tickets.Setup.Fields;
using OpsFlux.Modules.Tickets.Setup.Priorities;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.UseCases;

/// <summary>
/// What a new ticket begins with, whoever makes it: category, answers, priority, route, checklist, files. Adds all of it to the caller's
/// context and saves nothing. Refuses: invalid (also by answer to the category's fields), unknown-category, structure-inactive.
/// </summary>
[PartOf(typeof(OpenTicket), typeof(TicketRequests))]
public sealed class PrepareTicket(ReadPriorityMatrix priorities, RouteTicket route, TimeProvider clock, HeldFiles files) : IUseCase
{
    public async Task<Result<Ticket>> RunAsync(AppDbContext db, OpenTicketRequest request, Guid requesterId, Guid structureId, CancellationToken ct)
    {
        if (!await db.Set<Structure>().AnyAsync(s => s.Id == structureId && s.IsActive, ct)) return Refusal.Conflict(TicketRefusals.StructureInactive);
        var chain = await CategoryChain.ReadAsync(db, request.CategoryId, ct);
        if (chain.Offered is not { } category) return Refusal.Conflict(TicketRefusals.UnknownCategory);
        if (request.SiteId is { } site && !await db.Set<Site>().AnyAsync(s => s.Id == site && s.StructureId == structureId && s.IsActive, ct))
            return Refusal.Invalid(new FieldError(nameof(request.SiteId), "unknown-value"));

        var asked = await ReadFields.AskedByAsync(db, chain, ct);
        var answers = FieldAnswers.Check(asked, request.Fields);
        if (answers.Failed) return answers.Refusal;

        var ticket = Ticket.Open(request, requesterId, structureId, category.DefaultImpact, await priorities.ForAsync(db, structureId, ct), clock.GetUtcNow());
        await route.RunAsync(db, ticket, category, ct);
        db.Add(ticket);
        foreach (var field in asked.Where(f => answers.Value.ContainsKey(f.Code)))
            db.Add(new TicketFieldValue { TicketId = ticket.Id, Code = field.Code, FieldId = field.Id, Value = answers.Value[field.Code] });
        await ChecklistRules.BeginAsync(db, ticket, ct);
        await files.HangAsync(db, ticket, request.Tray, isInternal: false, ct);
        return ticket;
    }
}
