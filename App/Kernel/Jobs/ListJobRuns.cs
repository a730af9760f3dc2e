using Microsoft.EntityFrameworkCore;
using OpsFlux.Kernel.Access;
using OpsFlux.Kernel.Data;
using OpsFlux.Kernel.Modules;
using OpsFlux.Kernel.Results;
using OpsFlux.Shared.Kernel;

namespace OpsFlux.Kernel.Jobs;

/// <summary>A job's runs, newest first: all that are kept, which is <see cref="JobRun.Kept"/> at most. Refuses: forbidden, not-found.</summary>
[Needs(JobPermissions.View, Everywhere = true)]
public sealed class ListJobRuns(IDbContextFactory<AppDbContext> dbs, ICurrentUser user, ModuleCatalog catalog) : IUseCase
{
    public async Task<Result<IReadOnlyList<JobRun>>> RunAsync(string code, CancellationToken ct)
    {
        if (!user.CanEverywhere(JobPermissions.View)) return Refusal.Forbidden;
        if (catalog.Jobs.All(j => j.Code != code)) return Refusal.NotFound;

        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Set<JobRun>().AsNoTracking().Where(r => r.Code == code).OrderByDescending(r => r.Id).Take(JobRun.Kept).ToArrayAsync(ct);
    }
}
