using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Contracts;
using OpsFlux.Modules.Maintenance.Contracts.Scales;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Work;

/// <summary>
/// Adds working time to an intervention that is not over, and takes it away again: one's own, and anybody's for whoever
/// assigns work. Refuses: forbidden, invalid (also by the instants, and by a zone the contract does not know), not-found,
/// is-over, is-archived, unknown-technician, too-many-lines.
/// </summary>
[Needs(MaintenancePermissions.Work)]
public sealed class EditTimes(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    /// <returns>The entry's id.</returns>
    public async Task<Result<Guid>> AddAsync(AddTimeRequest request, CancellationToken ct)
    {
        var id = Guid.Empty;
        var added = await WorkAction.RunAsync(dbs, user, request.InterventionId, request, async (db, intervention) =>
        {
            if (request is not { From: { } from, Until: { } until }) return Refusal.NotFound;   // both are required, and checked
            var person = request.PersonId ?? user.Id;
            if (await WrongAsync(db, intervention, request, person, (from, until), ct) is { } wrong) return wrong;
            var time = new InterventionTime
            {
                InterventionId = intervention.Id, PersonId = person, From = from, Until = until, TravelZone = TypedText.OrNull(request.TravelZone),
                TravelKilometres = request.TravelKilometres, TravelMinutes = request.TravelMinutes, Note = TypedText.OrNull(request.Note),
            };
            db.Add(time);
            intervention.TellTime((decimal)(until - from).TotalMinutes, isGone: false);
            id = time.Id;
            return Result.Ok;
        }, ct);
        return added.Failed ? added.Refusal : id;
    }

    public Task<Result> RemoveAsync(Guid interventionId, Guid timeId, CancellationToken ct) => WorkAction.RunAsync(dbs, user, interventionId, null, async (db, intervention) =>
    {
        if (await db.Set<InterventionTime>().SingleOrDefaultAsync(t => t.Id == timeId && t.InterventionId == intervention.Id, ct) is not { } time) return Refusal.NotFound;
        if (time.PersonId != user.Id && !MayForOthers(intervention)) return Refusal.Forbidden;
        db.Remove(time);
        intervention.TellTime((decimal)(time.Until - time.From).TotalMinutes, isGone: true);
        return Result.Ok;
    }, ct);

    private async Task<Refusal?> WrongAsync(
        AppDbContext db, Intervention intervention, AddTimeRequest request, Guid person, (DateTimeOffset From, DateTimeOffset Until) work, CancellationToken ct)
    {
        if (person != user.Id)
        {
            if (!MayForOthers(intervention)) return Refusal.Forbidden;
            if (!await Leads.Offered(db, user).AnyAsync(t => t.UserId == person, ct)) return Refusal.Conflict(MaintenanceRefusals.UnknownTechnician);
        }
        else if (!await db.Set<User>().AnyAsync(u => u.Id == person, ct))
        {
            return Refusal.Forbidden;   // a key of the API is nobody who works
        }

        if (KeptTimes.Wrong(work.From, work.Until, clock.GetUtcNow(), nameof(request.Until)) is { } wrong) return wrong;
        if (await db.Set<InterventionTime>().CountAsync(t => t.InterventionId == intervention.Id, ct) >= WorkLimits.TimesMax) return Refusal.Conflict(WorkRefusals.TooManyLines, WorkLimits.TimesMax);
        if (TypedText.OrNull(request.TravelZone) is { } zone && (await TravelZones.OfAsync(db, intervention, work.From, ct)) is { } known && !known.Contains(zone))
            return Refusal.Invalid(new FieldError(nameof(request.TravelZone), "unknown-value"));
        return await KeptTimes.OverlapAsync(db, user, person, work.From, work.Until, nameof(request.From), ct);
    }

    private bool MayForOthers(Intervention intervention) => user.Can(MaintenancePermissions.Assign, intervention.StructureId, intervention.IsOwnedBy(user.Id));
}

/// <summary>The zones by which an intervention's contract counts ways.</summary>
internal static class TravelZones
{
    /// <summary>By the scale of that day; null: it counts ways otherwise, or there is no contract, and any word may stand.</summary>
    public static async Task<IReadOnlyList<string>?> OfAsync(AppDbContext db, Intervention intervention, DateTimeOffset at, CancellationToken ct)
    {
        if (intervention.ContractId is not { } id) return null;
        var contract = await db.Set<Contract>().AsNoTracking().Where(c => c.Id == id).Select(c => new { c.ScaleId }).SingleOrDefaultAsync(ct);
        if (contract?.ScaleId is not { } scale) return null;
        var travel = (await ReadScales.ForAsync(db, scale, ct)).At(at).Scale.Travel;
        return travel.Kind is Contracts.Rates.TravelKind.FlatZone ? [.. travel.Zones.Keys.Order(StringComparer.CurrentCultureIgnoreCase)] : null;
    }
}
