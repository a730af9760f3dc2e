using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Records;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Kernel;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Deleting;

/// <summary>Tickets that were deleted, for whoever may bring records back and could see them.</summary>
internal static class DeletedTickets
{
    public static async Task<IReadOnlyList<DeletedRecord>> ListAsync(AppDbContext db, ICurrentUser user, DeletedFilter filter, int most, CancellationToken ct)
    {
        var deleted = Of(db, user).AsNoTracking();
        if (filter.By is { } by) deleted = deleted.Where(t => t.DeletedBy == by);
        if (filter.Words is { Length: > 0 } words && !words.Any(char.IsControl))
        {
            var pattern = LikePattern.Containing(words.Trim());
            deleted = deleted.Where(t => EF.Functions.ILike(t.Number, pattern) || EF.Functions.ILike(t.Title, pattern));
        }

        if (filter.Before is { } place) deleted = deleted.Where(t => t.DeletedAt < place.At || (t.DeletedAt == place.At && t.Id.CompareTo(place.Id) < 0));
        var reasons = db.Set<TimelineEntry>().Where(e => e.RecordKind == Ticket.RecordKind && e.Kind == TimelineKind.Deleted);
        return await deleted.OrderByDescending(t => t.DeletedAt).ThenByDescending(t => t.Id).Take(most)
            .Select(t => new DeletedRecord(
                new(Ticket.RecordKind, t.Id), t.Number, t.Title, t.DeletedAt!.Value, t.DeletedBy,   // filtered by it
                reasons.Where(e => e.RecordId == t.Id).OrderByDescending(e => e.At).Select(e => e.Body).FirstOrDefault()))
            .ToListAsync(ct);
    }

    public static async Task<BusinessRecord?> FindAsync(AppDbContext db, ICurrentUser user, Guid id, CancellationToken ct) =>
        await Of(db, user).SingleOrDefaultAsync(t => t.Id == id, ct);

    /// <summary>Covered by both: the permission to bring back, and that to see tickets.</summary>
    private static IQueryable<Ticket> Of(AppDbContext db, ICurrentUser user) =>
        db.Set<Ticket>().AllowedTo(user, OrganisationPermissions.Restore).AllowedTo(user, TicketPermissions.View)
            .IgnoreQueryFilters([Conventions.SoftDelete]).Where(t => t.DeletedAt != null);
}
