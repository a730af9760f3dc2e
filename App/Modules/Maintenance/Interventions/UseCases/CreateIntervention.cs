using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Organisation;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Assets.Public;
using OpsFlux.Modules.Maintenance.Checklists;
using OpsFlux.Modules.Maintenance.Contracts;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Requests;
using OpsFlux.Modules.Maintenance.Technicians;
using OpsFlux.Shared.Assets;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.UseCases;

/// <summary>What was created.</summary>
public sealed record CreatedIntervention(Guid Id, string Number);

/// <summary>
/// Opens an intervention. Refuses: invalid (a field that names nothing of one's own), forbidden, unknown-equipment,
/// assets.out-of-service, unknown-client, unknown-contract, unknown-technician; made of a ticket also not-found, already-turned, tickets.is-over.
/// </summary>
[Needs(MaintenancePermissions.Create)]
public sealed class CreateIntervention(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TurnTicket turning, TimeProvider clock) : IUseCase
{
    public async Task<Result<CreatedIntervention>> RunAsync(CreateInterventionRequest request, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.Create)) return Refusal.Forbidden;
        if (RequestValidation.Check(request) is { } invalid) return invalid;

        await using var db = await dbs.CreateDbContextAsync(ct);
        if (string.IsNullOrWhiteSpace(request.FromTicket)) return await CreateAsync(db, request, source: null, ct);
        var source = await turning.ReadAsync(db, request.FromTicket, ct);
        if (source.Failed) return source.Refusal;
        var created = await CreateAsync(db, request, source.Value, ct);
        if (created.Failed) await turning.DiscardAsync(source.Value);
        return created;
    }

    private async Task<Result<CreatedIntervention>> CreateAsync(AppDbContext db, CreateInterventionRequest request, TicketSource? source, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (source is not null && await turning.HoldAsync(db, source, ct) is { } turned) return turned;
        var place = await PlaceAsync(db, request, ct);
        if (place.Failed) return place.Refusal;
        if (await CheckAsync(db, request, place.Value, ct) is { } refused) return refused;

        var now = clock.GetUtcNow();
        var intervention = Intervention.Create(request, source?.Ticket.RequesterId ?? user.Id, place.Value.StructureId, now);
        intervention.SiteId ??= place.Value.SiteId;
        intervention.AssignTo(request.LeadId, reason: null);
        if (source is not null) turning.Carry(intervention, source);
        db.Add(intervention);
        await ChecklistCopy.BeginAsync(db, intervention, ct);
        var saved = await db.TrySaveAsync(ct);
        if (!saved.Failed && source is not null) saved = await turning.TurnAsync(db, source, intervention, ct);
        if (!saved.Failed && request is { IsBreakdown: true, EquipmentId: { } id } && await EquipmentStates.LockAsync(db, id, ct) is { } equipment)
        {
            await EquipmentStates.BreakDownAsync(db, equipment, now, $"Intervention.Declared|{intervention.Number}", ct);
            saved = await db.TrySaveAsync(ct);
        }

        if (saved.Failed) return saved.Refusal;
        await transaction.CommitAsync(ct);
        return new CreatedIntervention(intervention.Id, intervention.Number);
    }

    private async Task<Result<Place>> PlaceAsync(AppDbContext db, CreateInterventionRequest request, CancellationToken ct)
    {
        if (request.EquipmentId is { } id)
        {
            var equipment = await EquipmentReading.Sights(db, user).SingleOrDefaultAsync(e => e.Id == id, ct);
            if (equipment is null) return Refusal.Conflict(MaintenanceRefusals.UnknownEquipment);
            if (equipment.State == OperatingState.OutOfService) return Refusal.Conflict(AssetRefusals.OutOfService);
            return new Place(equipment.StructureId, equipment.SiteId);
        }

        return request.StructureId is { } structure && await db.Set<Structure>().AnyAsync(s => s.Id == structure && s.IsActive, ct)
            ? new Place(structure, request.SiteId) : Refusal.Conflict(MaintenanceRefusals.UnknownClient);
    }

    private async Task<Refusal?> CheckAsync(AppDbContext db, CreateInterventionRequest request, Place place, CancellationToken ct)
    {
        if (!user.CanIn(MaintenancePermissions.Create, place.StructureId)) return Refusal.Forbidden;
        if (request.IsBreakdown && !user.CanIn(AssetPermissions.Operate, place.StructureId)) return Refusal.Forbidden;
        if (request.SiteId is { } site && !await db.Set<Site>().AnyAsync(s => s.Id == site && s.StructureId == place.StructureId && s.IsActive, ct))
            return Refusal.Invalid(new FieldError(nameof(request.SiteId), "unknown-value"));
        if (request.ContractId is { } contract && !await ContractCover.Of(db, place.StructureId, request.SiteId ?? place.SiteId, request.EquipmentId).AnyAsync(c => c.Id == contract, ct))
            return Refusal.Conflict(MaintenanceRefusals.UnknownContract);
        if (request.LeadId is not { } lead) return null;
        if (!user.CanIn(MaintenancePermissions.Assign, place.StructureId)) return Refusal.Forbidden;
        return await Leads.Offered(db, user).AnyAsync(t => t.UserId == lead, ct) ? null : Refusal.Conflict(MaintenanceRefusals.UnknownTechnician);
    }

    /// <summary>Where the work is done.</summary>
    private sealed record Place(Guid StructureId, Guid? SiteId);
}
