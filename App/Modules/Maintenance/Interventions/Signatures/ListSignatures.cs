using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Accounts;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Signatures;

/// <param name="Path">The d of an SVG path; null where the typed name stands for the signature.</param>
/// <param name="SignedOn">Name of the account on which it was collected.</param>
public sealed record SignatureLine(Guid Id, SignatureParty Party, string Name, string? Path, DateTimeOffset SignedAt, string SignedOn);

/// <summary>The signatures of an intervention, and what this reader may do about them.</summary>
/// <param name="Stand">What is signed is not signed anew any more.</param>
public sealed record SignatureList(IReadOnlyList<SignatureLine> Signatures, bool HasBegun, bool Stand, bool MaySignAsTechnician, bool MaySignAsClient)
{
    public SignatureLine? Of(SignatureParty party) => Signatures.FirstOrDefault(s => s.Party == party);

    public bool MaySign(SignatureParty party) => HasBegun && (party == SignatureParty.Technician ? MaySignAsTechnician : MaySignAsClient) && !(Stand && Of(party) is not null);
}

/// <summary>Who signed for the work. Refuses: forbidden, not-found.</summary>
[Needs(MaintenancePermissions.View)]
public sealed class ListSignatures(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    public async Task<Result<SignatureList>> RunAsync(Guid interventionId, CancellationToken ct)
    {
        if (!user.Can(MaintenancePermissions.View)) return Refusal.Forbidden;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await db.Set<Intervention>().AsNoTracking().AllowedTo(user, MaintenancePermissions.View).Where(i => i.Id == interventionId).Select(i => new
        {
            Row = i,
            IsReported = db.Set<Reporting.InterventionReport>().Any(r => r.InterventionId == i.Id),
        }).SingleOrDefaultAsync(ct);
        if (found is null) return Refusal.NotFound;

        var rows = await (
            from signature in db.Set<InterventionSignature>().AsNoTracking()
            where signature.InterventionId == interventionId
            join person in db.Set<User>() on signature.SignedBy equals person.Id
            orderby signature.Party
            select new { signature.Id, signature.Party, signature.Name, signature.Strokes, signature.SignedAt, Person = person.DisplayName }).ToListAsync(ct);
        var i = found.Row;
        bool Covers(string permission) => i.ArchivedAt is null && user.Can(permission, i.StructureId, i.IsOwnedBy(user.Id));
        return new SignatureList(
            [.. rows.Select(r => new SignatureLine(r.Id, r.Party, r.Name, r.Strokes is null ? null : Strokes.Path(r.Strokes), r.SignedAt, r.Person))],
            i.StartedAt is not null && i.State != InterventionState.Cancelled, i.EndedAt is not null || found.IsReported, Covers(MaintenancePermissions.Work), Covers(MaintenancePermissions.Sign));
    }
}
