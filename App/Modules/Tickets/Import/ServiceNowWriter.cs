using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Import;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Sla.Clocks;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Import;

/// <summary>
/// Writes incidents as tickets, reconciled by their number there. What is already so is not written again; what somebody
/// deleted here stays deleted. Clocks are given their whole history; steps that lie behind are taken in silence.
/// </summary>
internal sealed class ServiceNowWriter(AppDbContext db, Guid structureId, ImportedReferences references, TextCatalog texts) : IImportWriter
{
    private readonly Lazy<Guid> unknownRequester = new(() => references.Person("?", texts["Import.UnknownRequester"]));
    private readonly Lazy<Guid> unknownCategory = new(() => references.UnknownCategory(texts["Import.UnknownCategory"]));
    private Dictionary<string, IReadOnlyList<string>>? stoppedClocks;

    public async Task<ImportCounts> WriteAsync(IReadOnlyList<ImportedRecord> batch, CancellationToken ct)
    {
        var incidents = batch.Select(r => new ServiceNowIncident(r, references)).ToList();
        var known = await TicketsAsync(incidents, ct);
        Guid[] ids = [.. known.Values.Select(t => t.Id)];
        var (lines, clocks) = (await LinesAsync(ids, ct), await ClocksAsync(ids, ct));
        stoppedClocks ??= (await db.Set<WaitingReason>().AsNoTracking().ToListAsync(ct)).ToDictionary(r => r.Code, r => r.StoppedClocks);
        await db.SaveChangesAsync(ct);   // what tickets name has to stand in its tree before agreements are chosen by it

        var counts = new ImportCounts();
        var added = new List<Ticket>();
        foreach (var incident in incidents)
        {
            if (known.TryGetValue(incident.ExternalId, out var ticket)) counts += Change(ticket, incident, lines[ticket.Id], clocks[ticket.Id]);
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

    private async Task<ILookup<Guid, SlaClock>> ClocksAsync(Guid[] tickets, CancellationToken ct) =>
        (await db.Set<SlaClock>().AsNoTracking().Where(c => tickets.Contains(c.RecordId)).ToListAsync(ct)).ToLookup(c => c.RecordId);

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
        ticket.RestateClocks(HistoryOf(incident));
        return ticket;
    }

    private ImportCounts Change(Ticket ticket, ServiceNowIncident incident, IEnumerable<Content> known, IEnumerable<SlaClock> clocks)
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

        var history = HistoryOf(incident);
        if (ticket.MergedIntoId is null && ClockBook.IsNews(Ticket.RecordKind, ticket.Id, clocks, history))
        {
            ticket.RestateClocks(history);
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

    private IReadOnlyList<ClockMark> HistoryOf(ServiceNowIncident incident) => incident.Clocks(reason => stoppedClocks?.GetValueOrDefault(reason) ?? []);

    /// <summary>What makes two lines of one ticket the same.</summary>
    private sealed record Content(DateTimeOffset At, string? Actor, TimelineKind Kind, string? Field, string? Before, string? After, string? Reason)
    {
        public static Content Of(TimelineEntry e) => new(e.At, e.ActorName, e.Kind, e.Field, e.OldValue, e.NewValue, e.Reason);
    }
}
