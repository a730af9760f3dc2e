using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Lists;
using OpsFlux.Kernel.Records;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Maintenance.Interventions.Domain;
using OpsFlux.Shared.Maintenance;

namespace OpsFlux.Modules.Maintenance.Interventions.Work;

/// <summary>A part as it was named last.</summary>
public sealed record PartSuggestion(string Name, string? Reference, decimal? UnitPrice);

/// <summary>Adds parts to an intervention that is not over, and takes them away. Refuses: forbidden, invalid, not-found, is-over, is-archived, too-many-lines.</summary>
[Needs(MaintenancePermissions.Work)]
public sealed class EditParts(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, TimeProvider clock) : IUseCase
{
    private const int MostSuggested = 8, MostRead = 200;

    /// <returns>The line's id.</returns>
    public async Task<Result<Guid>> AddAsync(AddPartRequest request, CancellationToken ct)
    {
        var id = Guid.Empty;
        var added = await WorkAction.RunAsync(dbs, user, request.InterventionId, request, async (db, intervention) =>
        {
            if (await db.Set<InterventionPart>().CountAsync(p => p.InterventionId == intervention.Id, ct) >= WorkLimits.PartsMax) return Refusal.Conflict(WorkRefusals.TooManyLines, WorkLimits.PartsMax);
            var part = new InterventionPart
            {
                InterventionId = intervention.Id, Name = TypedText.OneLine(request.Name), Reference = TypedText.OrNull(request.Reference), Quantity = request.Quantity ?? 1,   // required
                UnitPrice = request.UnitPrice, AddedBy = user.Id, AddedAt = clock.GetUtcNow(),
            };
            db.Add(part);
            intervention.TellWork();
            id = part.Id;
            return Result.Ok;
        }, ct);
        return added.Failed ? added.Refusal : id;
    }

    public Task<Result> RemoveAsync(Guid interventionId, Guid partId, CancellationToken ct) => WorkAction.RunAsync(dbs, user, interventionId, null, async (db, intervention) =>
    {
        if (await db.Set<InterventionPart>().SingleOrDefaultAsync(p => p.Id == partId && p.InterventionId == intervention.Id, ct) is not { } part) return Refusal.NotFound;
        db.Remove(part);
        intervention.TellWork();
        return Result.Ok;
    }, ct);

    /// <summary>Names that begin so, latest first, from the interventions that one works on oneself or is in charge of; nothing without words.</summary>
    public async Task<IReadOnlyList<PartSuggestion>> SuggestAsync(string words, CancellationToken ct)
    {
        var typed = words.Trim();
        if (!user.Can(MaintenancePermissions.Work) || typed.Length == 0 || words.Any(char.IsControl)) return [];
        await using var db = await dbs.CreateDbContextAsync(ct);
        var beginning = LikePattern.Escape(typed) + "%";
        var rows = await (
            from part in db.Set<InterventionPart>()
            where EF.Functions.ILike(part.Name, beginning)
            join intervention in db.Set<Intervention>().AllowedTo(user, MaintenancePermissions.Work) on part.InterventionId equals intervention.Id
            orderby part.AddedAt descending
            select new PartSuggestion(part.Name, part.Reference, part.UnitPrice)).Take(MostRead).ToListAsync(ct);
        return [.. rows.DistinctBy(p => p.Name, StringComparer.CurrentCultureIgnoreCase).Take(MostSuggested)];
    }
}
