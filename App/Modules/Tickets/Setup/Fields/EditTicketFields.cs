using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Setup.Categories;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Setup.Fields;

/// <summary>
/// Answers the fields of a ticket's category anew; a field not named is emptied, answers to a former category's fields
/// stay. Refuses: invalid (by answer, see <see cref="FieldAnswers"/>), forbidden, not-found, is-over, stale.
/// </summary>
[Needs(TicketPermissions.Edit)]
public sealed class EditTicketFields(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public Task<Result> RunAsync(EditTicketFieldsRequest request, CancellationToken ct) =>
        TicketAction.RunAsync(dbs, user, request, TicketPermissions.Edit, (db, ticket) => EditAsync(db, ticket, request, ct), ct);

    private static async Task<Result> EditAsync(AppDbContext db, Ticket ticket, EditTicketFieldsRequest request, CancellationToken ct)
    {
        if (ticket.ClosedAt is not null) return Refusal.Conflict(TicketRefusals.IsOver);
        var asked = await ReadFields.AskedByAsync(db, await CategoryChain.ReadAsync(db, ticket.CategoryId, ct), ct);
        var standing = await db.Set<TicketFieldValue>().Where(v => v.TicketId == ticket.Id).ToDictionaryAsync(v => v.Code, ct);
        var checkedAnswers = FieldAnswers.Check(asked, request.Fields, standing.ToDictionary(s => s.Key, s => s.Value.Value));
        if (checkedAnswers.Failed) return checkedAnswers.Refusal;

        var changes = asked.Select(field => Apply(db, ticket, field, standing.GetValueOrDefault(field.Code), checkedAnswers.Value.GetValueOrDefault(field.Code))).ToList();
        if (!changes.Contains(true)) return Result.Ok;
        ticket.FieldsAnswered();
        db.Entry(ticket).Property(t => t.UpdatedAt).IsModified = true;   // answers are part of the ticket: two people who change them conflict
        return Result.Ok;
    }

    /// <summary>True when the answer differs from the one that stands.</summary>
    private static bool Apply(AppDbContext db, Ticket ticket, CategoryField field, TicketFieldValue? standing, string? answer)
    {
        if (standing?.Value == answer && (standing is null || standing.FieldId == field.Id)) return false;
        ticket.LogField(FieldWords.LineField(field), standing?.Value, answer);
        if (answer is null) db.Remove(standing!);   // the two differ, so one stands
        else if (standing is null) db.Add(new TicketFieldValue { TicketId = ticket.Id, Code = field.Code, FieldId = field.Id, Value = answer });
        else (standing.FieldId, standing.Value) = (field.Id, answer);
        return true;
    }
}
