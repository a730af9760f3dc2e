using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Modules.Maintenance.Interventions.Reporting;
using OpsFlux.Modules.Maintenance.Interventions.UseCases;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Signatures;

/// <summary>
/// Signs for the technician (whoever may work on it) or for the client (he himself, or whoever has him sign). One each; another
/// takes its place until the work is closed or reported. Refuses: invalid (no stroke, too many, beyond the canvas), forbidden,
/// not-found, not-begun, is-archived, signature-stands, stale (somebody signed meanwhile), already-exists (as above, at one moment).
/// </summary>
[Needs(MaintenancePermissions.Sign, MaintenancePermissions.Work)]
public sealed class SignIntervention(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    public Task<Result> RunAsync(SignInterventionRequest request, CancellationToken ct)
    {
        var permission = request.Party == SignatureParty.Technician ? MaintenancePermissions.Work : MaintenancePermissions.Sign;
        return InterventionAction.RunAsync(dbs, user, request, permission, (db, intervention) => SignAsync(db, intervention, request, ct), ct, checkVersion: false);
    }

    private async Task<Result> SignAsync(AppDbContext db, Intervention intervention, SignInterventionRequest request, CancellationToken ct)
    {
        if (!request.IsTyped && Strokes.Wrong(request.Strokes) is { } wrong) return Refusal.Invalid(new FieldError(nameof(request.Strokes), wrong));

        // Whoever closes it at this moment comes before or after, never between.
        await db.Database.ExecuteSqlAsync($"select 1 from maintenance.interventions where id = {intervention.Id} for update", ct);
        await db.Entry(intervention).ReloadAsync(ct);
        var there = await db.Set<InterventionSignature>().SingleOrDefaultAsync(s => s.InterventionId == intervention.Id && s.Party == request.Party, ct);
        if (there?.Id != request.ReplacesSignatureId) return Refusal.Stale;
        if (there is not null && await StandsAsync(db, intervention, ct)) return Refusal.Conflict(MaintenanceRefusals.SignatureStands);

        var name = TypedText.OneLine(request.Name);
        var signed = intervention.Sign(request.Party, name);
        if (signed.Failed) return signed;
        if (there is not null) db.Remove(there);
        db.Add(new InterventionSignature
        {
            InterventionId = intervention.Id, Party = request.Party, Name = name, Strokes = request.IsTyped ? null : Strokes.Write(request.Strokes), SignedAt = clock.GetUtcNow(), SignedBy = user.Id,
        });
        return Result.Ok;
    }

    /// <summary>Closed, or in a report: what was signed for stays signed for.</summary>
    internal static async Task<bool> StandsAsync(AppDbContext db, Intervention intervention, CancellationToken ct) =>
        intervention.EndedAt is not null || await db.Set<InterventionReport>().AnyAsync(r => r.InterventionId == intervention.Id, ct);
}
