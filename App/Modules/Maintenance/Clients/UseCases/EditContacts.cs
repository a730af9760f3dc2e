using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Clients.UseCases;

/// <summary>Who there is to talk to at a client. Refuses: forbidden, invalid, not-found, stale.</summary>
[Needs(MaintenancePermissions.ManageClients)]
public sealed class EditContacts(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result> SaveAsync(SaveContactRequest request, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ManageClients)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;

        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!await ReachesAsync(db, request.ClientId, ct)) return Refusal.NotFound;
        var all = await db.Set<ClientContact>().Where(c => c.ClientId == request.ClientId).ToListAsync(ct);
        var contact = all.Find(c => c.Id == request.Id);
        if (contact is null && request.Id is not null) return Refusal.NotFound;
        if (contact is null && all.Count >= ClientLimits.ContactsMax) return Refusal.Invalid(new FieldError(nameof(request.Name), "too-many", ClientLimits.ContactsMax));

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var isMain = request.IsMain || all.TrueForAll(c => c.Id == request.Id);   // the only one is the first to talk to
        if (isMain) await StepBackAsync(db, all.Where(c => c.IsMain && c.Id != request.Id), ct);
        if (contact is null) db.Add(contact = new() { ClientId = request.ClientId, Name = "" });
        else db.Expect(contact, request.Version);
        (contact.Name, contact.Role, contact.Email, contact.Phone, contact.IsMain, contact.ReceivesReports) = (request.Name.Trim(), TypedText.OrNull(request.Role), TypedText.OrNull(request.Email), TypedText.OrNull(request.Phone), isMain, request.ReceivesReports);
        var saved = await db.TrySaveAsync(ct);
        if (!saved.Failed) await transaction.CommitAsync(ct);
        return saved;
    }

    public async Task<Result> RemoveAsync(Guid clientId, Guid contactId, long version, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ManageClients)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!await ReachesAsync(db, clientId, ct)) return Refusal.NotFound;
        var contact = await db.Set<ClientContact>().SingleOrDefaultAsync(c => c.Id == contactId && c.ClientId == clientId, ct);
        if (contact is null) return Refusal.NotFound;
        db.Entry(contact).Property(c => c.Version).OriginalValue = version;
        db.Remove(contact);
        return await db.TrySaveAsync(ct);
    }

    private Task<bool> ReachesAsync(AppDbContext db, Guid clientId, CancellationToken ct) => db.Set<Client>().AllowedTo(user, MaintenancePermissions.ManageClients).AnyAsync(c => c.Id == clientId, ct);

    /// <summary>Before the other comes forward: there is one at a time.</summary>
    private static async Task StepBackAsync(AppDbContext db, IEnumerable<ClientContact> main, CancellationToken ct)
    {
        foreach (var contact in main) contact.IsMain = false;
        await db.SaveChangesAsync(ct);
    }
}
