using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Records.Links;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Modules.Tickets.Setup.Categories;
using OpsFlux.Modules.Tickets.Setup.Fields;
using OpsFlux.Modules.Tickets.UseCases;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Public;

/// <summary>What another module asks for in somebody's name.</summary>
public sealed record TicketToOpen
{
    public required string Title { get; init; }

    /// <summary>Markdown.</summary>
    public string? Description { get; init; }

    /// <summary>Null: whoever acts.</summary>
    public Guid? RequesterId { get; init; }

    /// <summary>Null: the requester's. Another one is that of a record in <see cref="About"/>, or one whose tickets whoever acts may see.</summary>
    public Guid? StructureId { get; init; }

    /// <summary>Of that structure.</summary>
    public Guid? SiteId { get; init; }

    /// <summary>Null: the first that is offered and asks for no answer, as the tree is read.</summary>
    public Guid? CategoryId { get; init; }
    public TicketKind Kind { get; init; } = TicketKind.Incident;
    public Urgency Urgency { get; init; } = Urgency.Medium;

    /// <summary>Records of any module that whoever acts may see: the ticket is linked to them.</summary>
    public IReadOnlyList<RecordRef> About { get; init; } = [];

    /// <summary>The form in which files were chosen by whoever acts; they go with the ticket.</summary>
    public string? Tray { get; init; }
}

public sealed record RaisedTicket(RecordRef Ref, string Number);

/// <summary>
/// Opens tickets for the use cases of other modules, by the rules of the desk: route, priority, checklist, clocks. Within the caller's
/// transaction, which has to be open: it saves, since a ticket has its number only then, and commits nothing.
/// </summary>
[PartOf]
public sealed class TicketRequests(ICurrentUser user, RecordKinds kinds, PrepareTicket prepare, LinkWriter links) : IUseCase
{
    /// <summary>
    /// Refuses: forbidden (whoever acts may open no ticket, or none for this structure), not-found (a record of <see cref="TicketToOpen.About"/>
    /// that he may not know of), invalid with the names of <see cref="OpenTicketRequest"/>, unknown-category, structure-inactive.
    /// </summary>
    public async Task<Result<RaisedTicket>> OpenAsync(AppDbContext db, TicketToOpen wanted, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("A ticket for another module is opened within that module's transaction.");
        if (!user.Can(TicketPermissions.Open)) return Refusal.Forbidden;
        var request = await RequestAsync(db, wanted, ct);
        if (RequestValidation.Check(request) is { } invalid) return invalid;
        var about = await AboutAsync(db, wanted.About, ct);
        if (about.Failed) return about.Refusal;

        var requester = wanted.RequesterId ?? user.Id;
        if (await db.Set<User>().Where(u => u.Id == requester && u.IsActive).Select(u => (Guid?)u.StructureId).SingleOrDefaultAsync(ct) is not { } home)
            return Refusal.Invalid(new FieldError(nameof(wanted.RequesterId), "unknown-value"));
        var structure = wanted.StructureId ?? home;
        if (structure != home && about.Value.All(r => r.StructureId != structure) && !user.CanIn(TicketPermissions.View, structure)) return Refusal.Forbidden;

        var prepared = await prepare.RunAsync(db, request, requester, structure, ct);
        return prepared.Failed ? prepared.Refusal : await SaveAsync(db, prepared.Value, about.Value, ct);
    }

    private static async Task<OpenTicketRequest> RequestAsync(AppDbContext db, TicketToOpen wanted, CancellationToken ct) => new()
    {
        Title = wanted.Title,
        Description = wanted.Description,
        CategoryId = wanted.CategoryId ?? await UsualCategoryAsync(db, ct),
        Kind = wanted.Kind,
        Urgency = wanted.Urgency,
        SiteId = wanted.SiteId,
        Tray = wanted.Tray,
    };

    /// <summary>Null where every category asks for something that only its own form knows.</summary>
    private static async Task<Guid?> UsualCategoryAsync(AppDbContext db, CancellationToken ct)
    {
        var tree = new CategoryTree(await db.Set<Category>().AsNoTracking().ToListAsync(ct));
        var asking = await db.Set<CategoryField>().Where(f => f.IsActive && f.IsRequired).Select(f => f.CategoryId).ToHashSetAsync(ct);
        foreach (var place in tree.Walk())
        {
            if (place.Category.ParentId is { } parent && asking.Contains(parent)) asking.Add(place.Category.Id);   // inherited; parents are walked first
            if (place.IsOffered && !asking.Contains(place.Category.Id)) return place.Category.Id;
        }

        return null;
    }

    private async Task<Result<IReadOnlyList<BusinessRecord>>> AboutAsync(AppDbContext db, IReadOnlyList<RecordRef> about, CancellationToken ct)
    {
        var found = new List<BusinessRecord>();
        foreach (var named in about.Distinct())
        {
            if (kinds.Of(named.Kind) is not { } kind || await kind.FindAsync(db, user, named.Id, ct) is not { } record) return Refusal.NotFound;
            found.Add(record);
        }

        return found;
    }

    private async Task<Result<RaisedTicket>> SaveAsync(AppDbContext db, Ticket ticket, IReadOnlyList<BusinessRecord> about, CancellationToken ct)
    {
        var saved = await db.TrySaveAsync(ct);
        foreach (var record in about)
            if (!saved.Failed) saved = await links.AddAsync(db, ticket, LinkType.RelatesTo, record, ct);
        if (!saved.Failed && about.Count > 0) saved = await db.TrySaveAsync(ct);
        return saved.Failed ? saved.Refusal : new RaisedTicket(ticket.Ref, ticket.Number);
    }
}
