using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Localisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.Links;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Checklists;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Setup.Categories;
using OpsFlux.Modules.Tickets.Setup.Priorities;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Splitting;

/// <summary>
/// Makes a new ticket of some comments of another one, for the same requester, with the comments quoted: public ones as its
/// description, notes as a note. The comments stay where they were. Refuses: forbidden, invalid, not-found, and with the
/// codes of <see cref="TicketRefusals"/>: is-merged, nothing-to-split, unknown-category,
/// split-too-long (more than one text may hold).
/// </summary>
[Needs(TicketPermissions.Merge)]
public sealed class SplitTicket(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ReadPriorityMatrix priorities, RouteTicket route, LinkWriter links, ReaderZone zone, TimeProvider clock) : IUseCase
{
    public async Task<Result<OpenedTicket>> RunAsync(SplitTicketRequest request, CancellationToken ct)
    {
        if (!user.Can(TicketPermissions.Merge)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var whole = await db.Set<Ticket>().AllowedTo(user, TicketPermissions.Merge).SingleOrDefaultAsync(t => t.Id == request.TicketId, ct);
        if (whole is null) return Refusal.NotFound;
        if (whole.MergedIntoId is not null) return Refusal.Conflict(TicketRefusals.IsMerged, whole.Number);
        if ((await CategoryChain.ReadAsync(db, request.CategoryId, ct)).Offered is not { } category) return Refusal.Conflict(TicketRefusals.UnknownCategory);
        var chosen = await ChosenAsync(db, whole, request, ct);
        return chosen.Count == 0 ? Refusal.Conflict(TicketRefusals.NothingToSplit) : await SplitAsync(db, whole, category, request, chosen, ct);
    }

    /// <summary>Of this ticket, in the order they were written, notes only for whoever may read them.</summary>
    private async Task<List<Quoted>> ChosenAsync(AppDbContext db, Ticket whole, SplitTicketRequest request, CancellationToken ct)
    {
        var mayNote = user.Can(TicketPermissions.Note, whole.StructureId, whole.IsOwnedBy(user.Id));
        var lines =
            from line in db.Set<TimelineEntry>()
            where line.RecordId == whole.Id && request.LineIds.Contains(line.Id) && line.Body != null && (mayNote || !line.IsInternal)
                && (line.Kind == TimelineKind.Comment || line.Kind == TimelineKind.InternalNote || line.Kind == TimelineKind.Opened)
            join author in db.Set<User>() on line.ActorId equals author.Id into authors
            from author in authors.DefaultIfEmpty()
            orderby line.At, line.Id
            select new Quoted(line.Id, author.DisplayName ?? line.ActorName, line.At, line.Body!, line.IsInternal);
        return await lines.ToListAsync(ct);
    }

    private async Task<Result<OpenedTicket>> SplitAsync(AppDbContext db, Ticket whole, Category category, SplitTicketRequest request, List<Quoted> chosen, CancellationToken ct)
    {
        var said = Quote(chosen.Where(q => !q.IsInternal));
        var noted = Quote(chosen.Where(q => q.IsInternal));
        if (Math.Max(said?.Length ?? 0, noted?.Length ?? 0) > TicketLimits.TextMax) return Refusal.Conflict(TicketRefusals.SplitTooLong, TicketLimits.TextMax);
        var part = Ticket.Open(
            new() { Title = request.Title, CategoryId = category.Id, Description = said, Kind = whole.TicketKind, Urgency = whole.Urgency, SiteId = whole.SiteId },
            whole.RequesterId, whole.StructureId, whole.Impact, await priorities.ForAsync(db, whole.StructureId, ct), clock.GetUtcNow());
        if (noted is not null) part.Comment(noted, isInternal: true, user.Id);
        await route.RunAsync(db, part, category, ct);
        await ChecklistRules.BeginAsync(db, part, ct);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.Add(part);
        await db.SaveChangesAsync(ct);   // its number is known from here on
        await links.AddAsync(db, part, LinkType.SplitFrom, whole, ct);
        whole.SayWasSplit(part);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Failed) return saved.Refusal;
        await transaction.CommitAsync(ct);
        return new OpenedTicket(part.Id, part.Number);
    }

    /// <summary>Null for nothing. A block of quotation each, headed by who wrote it and when.</summary>
    private string? Quote(IEnumerable<Quoted> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            if (text.Length > 0) text.Append("\n\n");
            text.Append("**").Append(line.Author ?? "OpsFlux").Append("**, ").Append(zone.Show(line.At)).Append("\n\n> ").Append(line.Body.ReplaceLineEndings("\n> "));
        }

        return text.Length == 0 ? null : text.ToString();
    }

    private sealed record Quoted(Guid Id, string? Author, DateTimeOffset At, string Body, bool IsInternal);
}
