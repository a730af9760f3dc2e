using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Import;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Import;

/// <summary>
/// Writes incidents as tickets, reconciled by their number there. What is already so is not written again; what somebody
/// deleted here stays deleted.
/// </summary>
internal sealed class ServiceNowWriter(AppDbContext db, Guid structureId, ImportedReferences references, TextCatalog texts) : IImportWriter
{
    private readonly Lazy<Guid> unknownRequester = new(() => references.Person("?", texts["Import.UnknownRequester"]));
    private readonly Lazy<Guid> unknownCategory = new(() => references.UnknownCategory(texts["Import.UnknownCategory"]));

    public async Task<ImportCounts> WriteAsync(IReadOnlyList<ImportedRecord> batch, CancellationToken ct)
    {
        var incidents = batch.Select(r => new ServiceNowIncident(r, references)).ToList();
        var known = await TicketsAsync(incidents, ct);
        var lines = await LinesAsync([.. known.Values.Select(t => t.Id)], ct);

        var counts = new ImportCounts();
        var added = new List<Ticket>();
        foreach (var incident in incidents)
        {
            if (known.TryGetValue(incident.ExternalId, out var ticket)) counts += Change(ticket, incident, lines[ticket.Id]);
            else added.Add(Create(incident));
        }

        // In the order they were opened: the change tracker promises none.
        await Numbering.AssignAsync(db, added, ct);
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        return counts + new ImportCounts(added.Count, 0, 0);
    }

    private Task<Dictionary<string, Ticket>> TicketsAsync(List<ServiceNowIncident> incidents, CancellationToken ct)
    {
        var numbers = incidents.Select(i => i.ExternalId).ToArray();
        return db.Set<Ticket>().IgnoreQueryFilters().Where(t => numbers.Contains(t.ExternalId)).ToDictionaryAsync(t => t.ExternalId, ct);
    }

    private async Task<ILookup<Guid, Content>> LinesAsync(Guid[] tickets, CancellationToken ct)
    {
        var lines = await db.Set<TimelineEntry>().AsNoTracking().Where(e => e.IsReplay && tickets.Contains(e.RecordId)).ToListAsync(ct);
        return lines.ToLookup(e => e.RecordId, Content.Of);
    }

    private Ticket Create(ServiceNowIncident incident)
    {
        var facts = FactsOf(incident);
        var title = incident.Title ?? texts.Format("Import.UnknownTitle", incident.ExternalId);
        var ticket = new Ticket
        {
            Id = Guid.CreateVersion7(incident.OpenedAt),
            ExternalId = incident.ExternalId,
            Title = title.Length <= TicketLimits.TitleMax ? title : title[..TicketLimits.TitleMax],
            RequesterId = facts.RequesterId,
            OpenedAt = facts.OpenedAt,
            CreatedAt = incident.CreatedAt,
            UpdatedAt = incident.UpdatedAt,
        };
        db.Add(ticket).CurrentValues.SetValues(facts);
        foreach (var line in incident.Timeline) AddLine(ticket, line);
        return ticket;
    }

    private ImportCounts Change(Ticket ticket, ServiceNowIncident incident, IEnumerable<Content> known)
    {
        if (ticket.DeletedAt is not null) return new(0, 0, 1);

        var entry = db.Entry(ticket);
        entry.CurrentValues.SetValues(FactsOf(incident));
        var isChanged = entry.State == EntityState.Modified;
        foreach (var line in New(incident.Timeline, known))
        {
            AddLine(ticket, line);
            isChanged = true;
        }

        return isChanged ? new(0, 1, 0) : new(0, 0, 1);
    }

    /// <summary>Lines by content, as often as they occur: a history that says the same thing twice in a minute said it twice.</summary>
    private static IEnumerable<TimelineEntry> New(IEnumerable<TimelineEntry> lines, IEnumerable<Content> known)
    {
        var left = known.CountBy(c => c).ToDictionary();
        foreach (var line in lines)
        {
            var content = Content.Of(line);
            var count = left.GetValueOrDefault(content);
            if (count == 0) yield return line;
            else left[content] = count - 1;
        }
    }

    private void AddLine(Ticket ticket, TimelineEntry line)
    {
        (line.RecordKind, line.RecordId) = (Ticket.RecordKind, ticket.Id);
        db.Add(line);
    }

    private TicketFacts FactsOf(ServiceNowIncident incident) => incident.Facts(references, structureId, unknownRequester, unknownCategory);

    /// <summary>What makes two lines of one ticket the same.</summary>
    private sealed record Content(DateTimeOffset At, string? Actor, TimelineKind Kind, string? Field, string? Before, string? After, string? Reason)
    {
        public static Content Of(TimelineEntry e) => new(e.At, e.ActorName, e.Kind, e.Field, e.OldValue, e.NewValue, e.Reason);
    }
}
