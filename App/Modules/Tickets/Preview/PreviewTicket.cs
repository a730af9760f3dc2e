using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Checklists;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Preview;

/// <summary>What a short look at a ticket shows.</summary>
public sealed record TicketPreview
{
    public required Guid Id { get; init; }
    public required string Number { get; init; }
    public required string Title { get; init; }
    public required TicketState State { get; init; }
    public string? WaitingReason { get; init; }
    public required Priority Priority { get; init; }

    /// <summary>The beginning; longer texts are cut in the database.</summary>
    public string? Description { get; init; }
    public required string Requester { get; init; }
    public required string Structure { get; init; }
    public string? Assignee { get; init; }
    public string? Group { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public LastWords? Last { get; init; }

    /// <summary>Null where there is no checklist.</summary>
    public ChecklistProgress? Checklist { get; init; }

    /// <summary>The last comment this reader may see.</summary>
    public sealed record LastWords(string? Author, DateTimeOffset At, string? Text, bool IsInternal);
}

/// <summary>Reads it in two statements. Refuses: forbidden, not-found (also for what one may not know of).</summary>
[Needs(TicketPermissions.View)]
public sealed class PreviewTicket(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReadChecklist checklist) : IUseCase
{
    private const int Excerpt = 280;

    public async Task<Result<TicketPreview>> RunAsync(string number, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.View)) return Refusal.Forbidden;
        if (number.Any(char.IsControl)) return Refusal.NotFound;   // the database would not even take the question

        await using var db = await dbs.CreateDbContextAsync(ct);
        var wanted = number.ToUpperInvariant();
        var notes = db.Set<Ticket>().AllowedTo(user, TicketPermissions.Note);
        var preview = await db.Set<Ticket>().AllowedTo(user, TicketPermissions.View).Where(t => t.Number == wanted).Select(t => new TicketPreview
        {
            Id = t.Id,
            Number = t.Number,
            Title = t.Title,
            State = t.State,
            WaitingReason = t.WaitingReason,
            Priority = t.Priority,
            Description = t.Description == null ? null : t.Description.Substring(0, Excerpt + 1),
            Requester = db.Set<User>().Where(u => u.Id == t.RequesterId).Select(u => u.DisplayName).First(),
            Structure = db.Set<Structure>().Where(s => s.Id == t.StructureId).Select(s => s.Name).First(),
            Assignee = db.Set<User>().Where(u => u.Id == t.AssigneeId).Select(u => u.DisplayName).FirstOrDefault(),
            Group = db.Set<Group>().Where(g => g.Id == t.GroupId).Select(g => g.Name).FirstOrDefault(),
            OpenedAt = t.OpenedAt,
            UpdatedAt = t.UpdatedAt,
            Last = db.Set<TimelineEntry>()
                .Where(e => e.RecordId == t.Id && (e.Kind == TimelineKind.Comment || (e.Kind == TimelineKind.InternalNote && notes.Any(n => n.Id == t.Id))))
                .OrderByDescending(e => e.At).ThenByDescending(e => e.Id)
                .Select(e => new TicketPreview.LastWords(
                    e.ActorName ?? db.Set<User>().Where(u => u.Id == e.ActorId).Select(u => u.DisplayName).FirstOrDefault(),
                    e.At, e.Body == null ? null : e.Body.Substring(0, Excerpt + 1), e.IsInternal))
                .FirstOrDefault(),
        }).SingleOrDefaultAsync(ct);
        if (preview is null) return Refusal.NotFound;
        return preview with
        {
            Description = Cut(preview.Description),
            Last = preview.Last is { } last ? last with { Text = Cut(last.Text) } : null,
            Checklist = (await checklist.ProgressAsync([preview.Id], ct)).GetValueOrDefault(preview.Id),
        };
    }

    /// <summary>One letter more than is shown leaves the database, which says that there is more.</summary>
    private static string? Cut(string? text) => text?.Length > Excerpt ? text.CutTo(Excerpt) + "…" : text;
}
