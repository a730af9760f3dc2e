using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Results;
using OpsFlux.Modules.Tickets.Domain;
using OpsFlux.Shared.Tickets;

namespace OpsFlux.Modules.Tickets.Setup.Categories;

/// <summary>
/// Moves a category among its siblings, or puts it into or out of use; what is below it goes out of use with it, and tickets
/// that have it keep it. Refuses: forbidden, not-found, stale.
/// </summary>
[Needs(TicketPermissions.Configure, Everywhere = true)]
public sealed class ArrangeCategories(IDbContextFactory<AppDbContext> dbs, ICurrentUser user) : IUseCase
{
    /// <summary>At the end of the row nothing happens. No conflict: whoever moves one sees where it went.</summary>
    public Task<Result> MoveAsync(ArrangeRequest request, CancellationToken ct) => CategoryEditing.RunAsync(
        dbs, user,
        (_, all) =>
        {
            var category = all.Find(c => c.Id == request.Id);
            if (category is null) return Task.FromResult<Result>(Refusal.NotFound);
            Arranging.Step(new CategoryTree(all).Below(category.ParentId), category, request.Up, (c, order) => c.Order = order);
            return Task.FromResult(Result.Ok);
        },
        ct);

    public Task<Result> ActivateAsync(ActivateRequest request, CancellationToken ct) => CategoryEditing.RunAsync(
        dbs, user,
        (db, all) =>
        {
            var category = all.Find(c => c.Id == request.Id);
            if (category is null) return Task.FromResult<Result>(Refusal.NotFound);
            db.Expect(category, request.Version);
            category.IsActive = request.IsActive;
            return Task.FromResult(Result.Ok);
        },
        ct);
}
