using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Contracts;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Clients.UseCases;

/// <param name="Number">As people see it.</param>
public sealed record SavedClient(Guid Id, string Number);

/// <summary>
/// Adds a client, with the structure that its people, sites and equipment belong to, or changes one. Refuses: forbidden,
/// invalid (name-taken: the code; unknown-value: what looks after it), not-found, stale.
/// </summary>
[Needs(MaintenancePermissions.ManageClients)]
public sealed class SaveClient(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, AccessCache access) : IUseCase
{
    public async Task<Result<SavedClient>> RunAsync(SaveClientRequest request, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.ManageClients)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;

        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = request.Id is { } id ? await db.Set<Client>().AllowedTo(user, MaintenancePermissions.ManageClients).SingleOrDefaultAsync(c => c.Id == id, ct) : null;
        if (found is null && request.Id is not null) return Refusal.NotFound;
        if (found is null && await ClientPlace.WrongAsync(db, user, request, ct) is { } wrong) return Refusal.Invalid(wrong);

        var client = found ?? ClientPlace.Add(db, request);
        if (found is not null) db.Expect(found, request.Version);
        Write(client, request);
        if (found is null) client.Log(new() { Kind = TimelineKind.Opened });
        else await ChangeAsync(db, client, ct);
        var saved = await db.TrySaveAsync(ct);
        if (saved.Failed) return saved.Refusal;
        if (found is null) await access.InvalidateAsync(user.Id, ct);   // the new structure is in his reach at once, before the signal has come round
        return new SavedClient(client.Id, client.Number);
    }

    /// <summary>Structures under which this person may put a client, by name.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Name)>> PlacesAsync(CancellationToken ct)
    {
        if (user.ReachOf(MaintenancePermissions.ManageClients) is not { } reach) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        var structures = await db.Set<Structure>().Where(s => s.IsActive && s.Kind == StructureKind.Internal && (reach.All || reach.Structures.Contains(s.Id)))
            .OrderBy(s => s.Name).Select(s => new { s.Id, s.Name }).ToListAsync(ct);
        return [.. structures.Select(s => (s.Id, s.Name))];
    }

    private static void Write(Client client, SaveClientRequest request)
    {
        (client.Name, client.Status, client.Since, client.Language) = (request.Name.Trim(), request.Status, request.Since, request.Language);
        (client.Sector, client.Address, client.City, client.Phone) = (TypedText.OrNull(request.Sector), TypedText.OrNull(request.Address), TypedText.OrNull(request.City), TypedText.OrNull(request.Phone));
    }

    /// <summary>The structure is called as its client is; each field that changed stands in the timeline.</summary>
    private static async Task ChangeAsync(AppDbContext db, Client client, CancellationToken ct)
    {
        var changed = db.Entry(client).Properties.Where(p => p.IsModified && p.Metadata.Name is not nameof(Client.Version)).ToList();
        foreach (var property in changed)
            client.Log(new() { Kind = TimelineKind.FieldChanged, Field = property.Metadata.Name, OldValue = ContractWords.Stored(property.OriginalValue), NewValue = ContractWords.Stored(property.CurrentValue) });
        if (changed.Exists(p => p.Metadata.Name == nameof(Client.Name))) (await db.Set<Structure>().SingleAsync(s => s.Id == client.StructureId, ct)).Name = client.Name;
    }
}
